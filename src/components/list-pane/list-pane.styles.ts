import {css} from 'lit';

export const styles = css`
  :host {
    background: var(--_background-subtle);
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }

  sms-chat-conversation-list {
    flex: 1;
    min-block-size: 0;
  }
`;
