import {css} from 'lit';

export const styles = css`
  :host {
    background: var(--_background-subtle);
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
    position: relative;
  }

  [hidden] {
    display: none;
  }

  .scroller {
    flex: 1;
    min-height: 0;
    /* Rows are kept where they are by the window itself. */
    overflow-anchor: none;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  [role='list'] {
    contain: layout style;
    position: relative;
  }

  [role='listitem'] {
    inset: 0 0 auto;
    padding: 1px 6px;
    position: absolute;
  }

  .row {
    align-content: center;
    background: transparent;
    border: 1px solid transparent;
    column-gap: 8px;
    display: grid;
    grid-template: auto auto / minmax(0, 1fr) auto;
    /* The same for all rows, whatever is in them: the window counts on it. */
    height: calc(2lh + 2 * var(--_space) + 6px);
    overflow: hidden;
    padding: var(--_space) 10px;
    row-gap: 2px;
    text-align: start;
    width: 100%;
  }

  .row.selected {
    background: var(--_background-selected);
  }

  .row:focus-visible {
    outline-offset: -2px;
  }

  .name,
  .text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name {
    font-weight: 500;
    grid-area: 1 / 1;
    justify-self: start;
    max-width: 100%;
  }

  /* Stays inline, unlike .visually-hidden: a block would be read with a space before it. */
  .separator {
    font-size: 0;
  }

  time,
  .preview {
    color: var(--_color-muted);
  }

  time {
    align-self: center;
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
    grid-area: 1 / 2;
  }

  .unread .name {
    font-weight: 700;
  }

  .unread .preview {
    color: var(--_color);
  }

  .preview {
    align-items: center;
    display: flex;
    gap: 4px;
    grid-area: 2 / 1;
    min-width: 0;
  }

  .row:not(.unread) .preview {
    grid-column-end: span 2;
  }

  .preview svg {
    height: 14px;
    width: 14px;
  }

  .preview b {
    flex: none;
    font-weight: 500;
    max-width: 50%;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .preview.draft b {
    color: var(--_warning);
  }

  .preview.trouble b,
  .preview.trouble svg {
    color: var(--_danger);
  }

  .unread-count {
    display: flex;
    grid-area: 2 / 2;
    justify-self: end;
  }

  .badge {
    background: var(--_accent);
    border-radius: 999px;
    color: var(--_on-accent);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    display: block;
    line-height: 18px;
    min-width: 18px;
    padding: 0 5px;
    text-align: center;
  }

  .more {
    color: var(--_color-muted);
    font-size: var(--_font-size-small);
    padding: 10px 16px 14px;
    text-align: center;
  }

  .state {
    align-items: center;
    display: flex;
    flex-direction: column;
    gap: 10px;
    overflow-wrap: anywhere;
    padding: 48px 24px;
    text-align: center;
  }

  .state svg {
    color: var(--_color-muted);
    height: 28px;
    width: 28px;
  }

  .state p {
    margin: 0;
    max-width: 32ch;
  }

  .detail {
    color: var(--_color-muted);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }

  .skeleton {
    inset: 0;
    position: absolute;
  }

  .skeleton div {
    align-content: center;
    display: grid;
    gap: 10px;
    height: calc(2lh + 2 * var(--_space) + 8px);
    padding: 0 16px;
  }

  .skeleton span {
    animation: pulse 1.4s ease-in-out infinite alternate;
    background: var(--_border);
    border-radius: 4px;
    height: 10px;
    width: 45%;
  }

  .skeleton span + span {
    width: 80%;
  }

  @keyframes pulse {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton span {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .row {
      border-color: Canvas;
    }

    .row.selected {
      border-color: Highlight;
      outline: 1px solid Highlight;
      outline-offset: -3px;
    }

    .badge {
      border: 1px solid ButtonText;
    }

    .skeleton span {
      background: GrayText;
    }
  }
`;
