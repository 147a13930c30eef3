import {css} from 'lit';

/**
 * Design tokens. Public ones are `--sms-chat-*` and may be set by the page on the element or any ancestor; each has a
 * default here, light and dark by the `color-scheme` that the element inherits. Inside, only `--_*` are used.
 * These are all that the badge uses; the others are in theme.styles.ts.
 */
export const baseTheme = css`
  :host {
    --_background-hover: var(--sms-chat-hover-background, light-dark(#eceff4, #252932));
    --_color: var(--sms-chat-color, light-dark(#1a1e26, #e9ebef));
    --_accent: var(--sms-chat-accent-color, light-dark(#1a5fcc, #82b1ff));
    --_on-accent: var(--sms-chat-on-accent-color, light-dark(#ffffff, #0b1b33));
    --_radius: var(--sms-chat-border-radius, 8px);
    --_font: var(
      --sms-chat-font-family,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Noto Sans',
      sans-serif
    );
    --_font-size: var(--sms-chat-font-size, 14px);
    box-sizing: border-box;
    color: var(--_color);
    font: 400 var(--_font-size) / 1.43 var(--_font);
    /* How the page lays out its own text is not handed down; the spacing is, which readers may have set. */
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
`;
