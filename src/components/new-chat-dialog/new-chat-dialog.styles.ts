import {css} from 'lit';

export const styles = css`
  /* From the top, so that the field stays where it is while matches come and go. */
  dialog {
    margin-block-start: min(12vh, 120px);
    width: 440px;
  }

  .matches {
    margin-inline: -8px;
    max-height: min(340px, 45vh);
    overflow-y: auto;
    overscroll-behavior: contain;
    position: relative;
  }

  /* The rows stand outside of it, so that they can hold a button; it only lends them its role and its place. */
  [role='listbox'] {
    inset: 0;
    pointer-events: none;
    position: absolute;
  }

  .match {
    align-items: center;
    border-radius: var(--_radius);
    display: flex;
    gap: 8px;
    padding-inline-end: 8px;
  }

  .match:hover {
    background: var(--_background-hover);
  }

  .match.active {
    background: var(--_background-selected);
  }

  [role='option'] {
    cursor: pointer;
    flex: 1;
    min-width: 0;
    padding: 8px;
  }

  .title,
  .detail {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .title {
    font-weight: 500;
    max-width: 100%;
    width: fit-content;
  }

  .detail,
  .hint {
    color: var(--_color-muted);
    font-size: var(--_font-size-small);
  }

  .hint {
    margin: 0;
    min-height: 1lh;
  }

  /* The last match may be cut off: it does not run into what stands below. */
  .matches + .hint {
    margin-block-start: 8px;
  }

  @media (forced-colors: active) {
    .match.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
