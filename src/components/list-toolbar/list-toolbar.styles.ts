import {css} from 'lit';

export const styles = css`
  :host {
    background: var(--_background-subtle);
    display: block;
    padding: calc(1.25 * var(--_space)) calc(1.5 * var(--_space)) var(--_space);
  }

  .row {
    align-items: center;
    display: flex;
    gap: 6px;
  }

  form {
    display: flex;
    flex: 1;
    min-width: 0;
  }

  input {
    border-end-end-radius: 0;
    border-start-end-radius: 0;
    flex: 1;
    min-width: 0;
    text-overflow: ellipsis;
  }

  /* Room for Clear. */
  input:not(:placeholder-shown) {
    padding-inline-end: 34px;
  }

  /* The field has a Clear of its own, that brings the list back as well. */
  input::-webkit-search-cancel-button {
    display: none;
  }

  button.search {
    background: var(--_background);
    border-color: var(--_control-border);
    border-end-start-radius: 0;
    border-inline-start: 0;
    border-start-start-radius: 0;
  }

  .field {
    display: flex;
    flex: 1;
    min-width: 0;
    position: relative;
  }

  .clear {
    inset-block: 2px;
    inset-inline-end: 2px;
    min-height: 0;
    position: absolute;
  }

  .clear svg {
    height: 15px;
    width: 15px;
  }

  .searching svg {
    animation: blink 0.7s ease-in-out infinite alternate;
  }

  @keyframes blink {
    to {
      opacity: 0.25;
    }
  }

  .new {
    padding-inline: 10px 12px;
  }

  .new svg {
    height: 16px;
    width: 16px;
  }

  .filter {
    align-items: center;
    background: var(--_background-selected);
    border-radius: 999px;
    display: inline-flex;
    font-size: var(--_font-size-small);
    gap: 6px;
    margin-block-start: 8px;
    max-width: 100%;
    padding-inline: 10px 2px;
  }

  .filter svg {
    height: 14px;
    width: 14px;
  }

  .filter > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .filter button {
    border-radius: 999px;
    min-height: 24px;
    min-width: 24px;
    padding: 2px;
  }

  @media (pointer: coarse) {
    input:not(:placeholder-shown) {
      padding-inline-end: 44px;
    }

    .filter button {
      min-height: 44px;
      min-width: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .searching svg {
      animation: none;
      opacity: 0.5;
    }
  }

  @media (forced-colors: active) {
    .filter {
      border: 1px solid ButtonText;
    }
  }
`;
