import {css} from 'lit';

/** A native modal dialog in the product's look: heading, `.field`s, `.error`s, and a row of `.actions`. */
export const dialogStyles = css`
  dialog {
    background: var(--_background);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.5);
    box-shadow: var(--_shadow);
    color: var(--_color);
    max-height: calc(100dvh - 32px);
    max-width: calc(100vw - 32px);
    overflow: auto;
    padding: 20px;
    width: 400px;
  }

  dialog::backdrop {
    background: rgb(10 14 22 / 0.4);
  }

  dialog h2 {
    font-size: 1.2em;
    font-weight: 600;
    line-height: 1.3;
    margin: 0 0 16px;
  }

  .field {
    display: grid;
    gap: 4px;
    margin-block-end: 12px;
  }

  .field label {
    font-weight: 500;
  }

  .field input {
    width: 100%;
  }

  .field input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .field input[readonly] {
    background: var(--_background-subtle);
    border-color: var(--_border);
  }

  .error {
    color: var(--_danger);
    margin: 0;
    overflow-wrap: anywhere;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: end;
    margin-block-start: 20px;
  }
`;
