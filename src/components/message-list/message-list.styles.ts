import {css} from 'lit';

export const styles = css`
  :host {
    background: var(--_background);
    display: block;
    min-height: 0;
    position: relative;
  }

  .log {
    height: 100%;
    overflow-x: hidden;
    overflow-y: auto;
    overscroll-behavior: contain;
    /* A scroll bar that comes and goes would change the height of each row. */
    scrollbar-gutter: stable;
  }

  .log:focus-visible {
    outline-offset: -2px;
  }

  .message {
    align-items: start;
    display: flex;
    flex-direction: column;
    /* Space is after a row: what comes before it must not change its height. */
    padding-block-end: 3px;
    padding-inline: calc(2 * var(--_space));
  }

  .message.ends {
    padding-block-end: calc(1.5 * var(--_space));
  }

  .outbound {
    align-items: end;
  }

  .bubble {
    background: var(--_inbound);
    border: 1px solid transparent;
    border-radius: var(--_radius-bubble);
    color: var(--_on-inbound);
    max-width: min(85%, 40em);
    padding: calc(0.75 * var(--_space)) calc(1.5 * var(--_space));
    position: relative;
  }

  .outbound > .bubble {
    background: var(--_outbound);
    color: var(--_on-outbound);
  }

  .pending > .bubble {
    border: 1px dashed var(--_control-border);
  }

  .ends > .bubble {
    border-end-start-radius: 4px;
  }

  .outbound.ends > .bubble {
    border-end-end-radius: 4px;
    border-end-start-radius: var(--_radius-bubble);
  }

  .bubble p {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  p a {
    color: inherit;
    overflow-wrap: anywhere;
  }

  summary {
    cursor: pointer;
    font-size: var(--_font-size-small);
    line-height: 24px;
    width: fit-content;
  }

  /* Its marks are not counted: they stay within it. */
  details p {
    border-inline-start: 2px solid;
    overflow: clip;
    padding-inline-start: 8px;
  }

  .meta {
    color: color-mix(in srgb, currentColor 74%, transparent);
    column-gap: 8px;
    display: flex;
    flex-wrap: wrap;
    font-size: var(--_font-size-small);
    line-height: 1.4;
    overflow-wrap: anywhere;
  }

  .outbound .meta {
    justify-content: end;
  }

  .meta time {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  /* Our own words may be in a language that runs against the page's, as long as it is not translated. */
  .meta time,
  .note > span,
  .day > span {
    unicode-bidi: plaintext;
  }

  .state {
    align-items: center;
    display: inline-flex;
    gap: 3px;
    white-space: nowrap;
  }

  .meta svg {
    height: 14px;
    width: 14px;
  }

  .delivered svg {
    color: var(--_success);
  }

  .meta .failed,
  .note.failed > span:first-child {
    color: var(--_danger);
  }

  .meta .unknown {
    color: var(--_warning);
  }

  .note {
    align-items: center;
    color: var(--_color-muted);
    column-gap: 10px;
    display: flex;
    flex-wrap: wrap;
    font-size: var(--_font-size-small);
    max-width: min(85%, 40em);
    overflow-wrap: anywhere;
    padding-block: 2px;
    padding-inline: 4px;
  }

  .outbound > .note {
    justify-content: end;
    text-align: end;
  }

  .day {
    align-items: center;
    color: var(--_color-muted);
    display: flex;
    font-size: var(--_font-size-small);
    font-weight: 500;
    gap: 12px;
    justify-content: center;
    margin: 0;
    min-height: 36px;
    padding-inline: 16px;
  }

  .unread {
    color: var(--_accent);
    font-weight: 600;
  }

  .unread::before,
  .unread::after {
    border-block-start: 1px solid currentColor;
    content: '';
    flex: 1;
    opacity: 0.5;
  }

  .edge {
    align-items: center;
    height: 32px;
    color: var(--_color-muted);
    display: flex;
    font-size: var(--_font-size-small);
    gap: 8px;
    justify-content: center;
    overflow: hidden;
    white-space: nowrap;
  }

  .edge .link {
    min-height: 24px;
  }

  .spinner {
    animation: spin 0.8s linear infinite;
    height: 14px;
    border: 2px solid var(--_border);
    border-block-start-color: var(--_color-muted);
    border-radius: 50%;
    width: 14px;
  }

  .bubble.target {
    border-color: var(--_accent);
  }

  /* Once, and not again with each scroll back to it. */
  .arriving .bubble.target {
    animation: target 2.4s ease-out;
  }

  .new-messages {
    border-radius: 999px;
    box-shadow: var(--_shadow);
    inset-block-end: 12px;
    inset-inline: 0;
    margin-inline: auto;
    padding-inline: 12px 16px;
    position: absolute;
    width: fit-content;
  }

  .new-messages[hidden] {
    display: none;
  }

  .new-messages svg {
    height: 16px;
    width: 16px;
  }

  .placeholder {
    align-content: center;
    display: grid;
    gap: 8px;
    inset: 0;
    justify-items: center;
    padding: 24px;
    pointer-events: none;
    position: absolute;
    text-align: center;
  }

  .placeholder > svg {
    color: var(--_color-muted);
    height: 32px;
    width: 32px;
  }

  .placeholder > p {
    margin: 0;
    max-width: 40ch;
  }

  .placeholder > button {
    pointer-events: auto;
  }

  .muted {
    color: var(--_color-muted);
  }

  .skeleton {
    display: flex;
    flex-direction: column;
    gap: 10px;
    inset: 0;
    justify-content: end;
    overflow: hidden;
    padding: 16px;
    pointer-events: none;
    position: absolute;
  }

  .skeleton > span {
    animation: pulse 1.6s ease-in-out infinite;
    background: var(--_outbound);
    height: 48px;
    border-radius: var(--_radius-bubble);
    flex: none;
    width: 55%;
  }

  .skeleton > .out {
    align-self: end;
  }

  .skeleton > .short {
    width: 32%;
  }

  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }

  @keyframes pulse {
    50% {
      opacity: 0.5;
    }
  }

  @keyframes target {
    0%,
    40% {
      box-shadow: 0 0 0 4px color-mix(in srgb, var(--_accent) 45%, transparent);
    }
  }

  @media (pointer: coarse) {
    summary {
      line-height: 44px;
    }

    .edge {
      height: 48px;
    }
  }

  /* All that is loaded, one row below the other, on as many pages as it takes. */
  @media print {
    .log {
      height: auto;
      overflow: visible;
    }

    .log > div {
      height: auto !important;
    }

    .log > div > div {
      position: static !important;
      break-inside: avoid;
    }

    .edge {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner,
    .arriving .bubble.target,
    .skeleton > span {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }

    .outbound > .bubble {
      border-style: dashed;
    }
  }
`;
