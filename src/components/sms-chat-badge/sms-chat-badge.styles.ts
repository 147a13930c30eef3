import {css} from 'lit';

export const styles = css`
  :host {
    display: inline-block;
  }

  a {
    align-items: center;
    border-radius: var(--_radius);
    color: inherit;
    display: inline-flex;
    justify-content: center;
    min-height: 36px;
    min-width: 36px;
    padding: 6px 7px;
    text-decoration: none;
  }

  a:hover {
    background: var(--_background-hover);
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  svg {
    height: 22px;
    display: block;
    width: 22px;
  }

  /* On the corner of the icon. The link grows with it only where it is longer than one digit. */
  .count {
    align-self: start;
    background: var(--sms-chat-badge-background, var(--_accent));
    border-radius: 9px;
    color: var(--sms-chat-badge-color, var(--_on-accent));
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    font-weight: 700;
    line-height: 18px;
    margin-block-start: -6px;
    margin-inline: -11px -7px;
    min-width: 18px;
    padding: 0 5px;
    text-align: center;
  }

  @media (pointer: coarse) {
    a {
      min-height: 44px;
      min-width: 44px;
    }
  }

  @media (forced-colors: active) {
    a:hover:not(:focus-visible) {
      outline: 2px dashed Highlight;
    }

    .count {
      border: 1px solid;
      forced-color-adjust: none;
      background: Canvas;
      color: CanvasText;
    }
  }
`;
