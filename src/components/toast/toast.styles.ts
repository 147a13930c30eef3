import {css} from 'lit';

export const styles = css`
  :host {
    margin: 12px 16px;
  }

  .shown {
    align-items: center;
    background: light-dark(#232833, #e9ebef);
    border: 1px solid transparent;
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
    color: light-dark(#ffffff, #15171c);
    display: flex;
    gap: 4px;
    padding-block: 6px;
    padding-inline: 14px 6px;
  }

  [role='status'] {
    overflow-wrap: anywhere;
  }

  button,
  button.icon {
    background: transparent;
    border-color: transparent;
    color: inherit;
  }

  .action {
    font-weight: 600;
    text-decoration: underline;
  }

  .shown button:hover {
    background: rgb(128 128 128 / 0.3);
  }

  .shown :focus-visible {
    outline-color: currentColor;
  }

  @media (prefers-reduced-motion: no-preference) {
    .shown {
      animation: rise 0.15s ease-out;
    }

    @keyframes rise {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
  }
`;
