import {css} from 'lit';

export const styles = css`
  [popover] {
    max-width: min(320px, calc(100vw - 16px));
    min-width: 180px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 4px;
    /* Whatever room there is beside the place where it stood last. */
    width: max-content;
  }

  /* The lines are the group's own: an entry has corners, and its own padding. */
  [role='group']:not(:first-child) {
    border-block-start: 1px solid var(--_border);
    margin-block-start: 4px;
    padding-block-start: 4px;
  }

  [role='group']:not(:last-child) {
    border-block-end: 1px solid var(--_border);
    margin-block-end: 4px;
    padding-block-end: 4px;
  }

  .group-label {
    color: var(--_color-muted);
    font-size: var(--_font-size-small);
    padding: 6px 10px 4px;
  }

  .item {
    background: none;
    border: 0;
    border-radius: calc(var(--_radius) - 2px);
    display: flex;
    gap: 8px;
    justify-content: flex-start;
    padding: 6px 10px;
    text-align: start;
    white-space: normal;
    width: 100%;
  }

  .item:hover,
  .item:focus {
    background: var(--_background-hover);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item span {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .item .hint {
    color: var(--_color-muted);
    display: block;
    font-size: var(--_font-size-small);
  }

  .check {
    color: var(--_accent);
    flex: none;
    height: 18px;
    width: 18px;
  }
`;
