import {css} from 'lit';

export const styles = css`
  :host {
    background: var(--_background);
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }

  sms-chat-thread-header,
  sms-chat-composer {
    flex: none;
  }

  sms-chat-message-list {
    flex: 1;
    min-height: 0;
  }

  .placeholder {
    align-items: center;
    color: var(--_color-muted);
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 8px;
    justify-content: center;
    padding: 24px;
    text-align: center;
  }

  /* Below the header, and at the end where there is none; it takes no room of its own. */
  slot[name='toast'] {
    align-items: start;
    height: 0;
    display: flex;
    justify-content: center;
    z-index: 1;
  }

  .placeholder + slot {
    align-items: end;
  }

  .placeholder svg {
    height: 40px;
    width: 40px;
    opacity: 0.6;
  }

  .placeholder p {
    margin: 0;
  }

  @media print {
    :host,
    sms-chat-message-list {
      display: block;
    }

    sms-chat-composer {
      display: none;
    }
  }
`;
