import {css} from 'lit';

export const styles = css`
  :host {
    height: 100%;
    display: block;
    min-height: min(26rem, 100dvh);
    overflow: hidden;
    position: relative;
  }

  /* Laid out by the size of the element alone: what is inside never makes it grow. */
  .root {
    background: var(--_background);
    container-type: size;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(16rem, 22rem) minmax(0, 1fr);
    inset: 0;
    position: absolute;
  }

  sms-chat-connection-notice {
    grid-column: 1 / -1;
  }

  sms-chat-list-pane {
    border-inline-end: 1px solid var(--_border);
  }

  .narrow {
    grid-template-columns: minmax(0, 1fr);
  }

  .narrow > sms-chat-list-pane,
  .narrow > sms-chat-thread-pane {
    border: 0;
    grid-column: 1;
    grid-row: 2;
  }

  /* Kept in layout, so that its scroll position is there again after Back; out of reach for everyone meanwhile. */
  .away {
    visibility: hidden;
  }

  /* Over the list, too, while that is in front. */
  sms-chat-toast {
    visibility: visible;
  }

  /* The open thread, on as many pages as it takes; without one, the list. */
  @media print {
    :host {
      height: auto !important;
      overflow: visible;
    }

    .root {
      container-type: normal;
      display: block;
      position: static;
    }

    :host([conversation-id]) sms-chat-list-pane,
    sms-chat-connection-notice,
    sms-chat-toast {
      display: none;
    }
  }
`;
