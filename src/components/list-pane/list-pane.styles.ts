import {css} from 'lit';

export const styles = css`
  :host {
    background: var(--_background-subtle);
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }

  sms-chat-conversation-list {
    flex: 1;
    min-height: 0;
  }
`;
