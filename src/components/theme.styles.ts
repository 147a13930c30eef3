import {css} from 'lit';
import {baseTheme} from './base-theme.styles.js';

/** All design tokens. */
export const theme = [
  baseTheme,
  css`
    :host {
      --_background: var(--sms-chat-background, light-dark(#ffffff, #15171c));
      --_background-subtle: var(--sms-chat-list-background, light-dark(#f6f7f9, #1b1e24));
      --_background-selected: var(--sms-chat-selected-background, light-dark(#e0ebfd, #20324f));
      --_color-muted: var(--sms-chat-muted-color, light-dark(#596271, #a0a9b6));
      --_border: var(--sms-chat-border-color, light-dark(#dfe3e9, #2d323b));
      --_control-border: var(--sms-chat-control-border-color, light-dark(#8b94a3, #6c7583));
      --_inbound: var(--sms-chat-inbound-background, light-dark(#d8e7ff, #1f3f70));
      --_on-inbound: var(--sms-chat-inbound-color, light-dark(#0f2344, #edf4ff));
      --_outbound: var(--sms-chat-outbound-background, light-dark(#eaecf0, #2a2f38));
      --_on-outbound: var(--sms-chat-outbound-color, light-dark(#1a1e26, #e9ebef));
      --_danger: var(--sms-chat-danger-color, light-dark(#b3261e, #ff9d94));
      --_warning: var(--sms-chat-warning-color, light-dark(#7d5200, #f0c06a));
      --_warning-background: var(--sms-chat-warning-background, light-dark(#fff5dc, #3a2f17));
      --_success: var(--sms-chat-success-color, light-dark(#1d7340, #74d694));
      --_space: var(--sms-chat-space, 8px);
      --_control: var(--sms-chat-control-height, 32px);
      --_radius-bubble: var(--sms-chat-bubble-border-radius, 14px);
      --_font-size-small: calc(var(--_font-size) * 0.857);
      --_shadow: 0 1px 2px rgb(0 0 0 / 0.08), 0 8px 24px rgb(0 0 0 / 0.16);
    }
  `,
];

/** Native controls in the product's look: `button`, `.primary`, `.quiet`, `.icon`, inputs; plus `.visually-hidden`. */
export const controls = css`
  button,
  input,
  textarea,
  select {
    color: inherit;
    font: inherit;
    margin: 0;
  }

  button {
    align-items: center;
    background: var(--_background);
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    cursor: pointer;
    display: inline-flex;
    gap: 6px;
    justify-content: center;
    min-height: var(--_control);
    padding: 4px 12px;
    white-space: nowrap;
  }

  button.quiet,
  button.icon {
    background: transparent;
    border-color: transparent;
  }

  button:hover {
    background: var(--_background-hover);
  }

  button.primary {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
    font-weight: 600;
  }

  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_color));
  }

  button.link {
    background: none;
    border: 0;
    color: var(--_accent);
    min-height: 24px;
    padding: 0 2px;
    text-decoration: underline;
  }

  button.icon {
    min-width: var(--_control);
    padding: 4px;
  }

  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.55;
  }

  input,
  textarea,
  select {
    background: var(--_background);
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    min-height: var(--_control);
    padding: 4px 8px;
  }

  ::placeholder {
    color: var(--_color-muted);
    opacity: 1;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  svg {
    display: block;
    flex: none;
    height: 18px;
    width: 18px;
  }

  .mixed {
    color: var(--_warning);
    display: inline-block;
    vertical-align: middle;
  }

  .visually-hidden {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }

  @media (pointer: coarse) {
    button,
    button.icon,
    button.link {
      min-height: 44px;
      min-width: 44px;
    }

    /* Below 16px, iOS zooms the page in when a field gets the focus. */
    input,
    textarea,
    select {
      font-size: max(16px, var(--_font-size));
      min-height: 44px;
    }
  }

  /* Nothing can be pressed on paper. */
  @media print {
    button:not(.row) {
      display: none;
    }
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }

    button:disabled,
    button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }

    /* Here, a background tells nothing. The entry of a menu has the focus, seen or not. */
    :is(button, select, [role='option']):is(:hover, .item:focus):not(:focus-visible) {
      outline: 2px dashed Highlight;
      outline-offset: -2px;
    }
  }
`;
