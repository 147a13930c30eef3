import {css} from 'lit';

export const styles = css`
  [popover] {
    flex-direction: column;
    overflow: hidden;
    padding: 0;
    width: min(380px, calc(100vw - 16px));
  }

  [popover]:popover-open {
    display: flex;
  }

  input {
    flex: none;
    margin: 8px;
  }

  [role='listbox'] {
    border-block-start: 1px solid var(--_border);
    max-height: 320px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 4px;
  }

  [role='option'] {
    border-radius: calc(var(--_radius) - 2px);
    cursor: pointer;
    padding: 6px 10px;
    scroll-margin-block: 4px;
  }

  [role='option']:hover {
    background: var(--_background-hover);
  }

  [role='option'][aria-selected='true'] {
    background: var(--_background-selected);
  }

  .name {
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  .body {
    -webkit-box-orient: vertical;
    color: var(--_color-muted);
    display: -webkit-box;
    font-size: var(--_font-size-small);
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .note {
    align-items: center;
    color: var(--_color-muted);
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    margin: 0;
    padding: 4px 16px 12px;
  }

  .note:empty {
    display: none;
  }

  @media (forced-colors: active) {
    [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
