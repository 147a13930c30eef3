import {css} from 'lit';

/** The surface of what a button opens beside itself: menu, templates, emoji. */
export const popup = css`
  :host {
    display: inline-block;
  }

  [popover] {
    background: var(--_background);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
    color: inherit;
    inset: auto;
    margin: 0;
    position: fixed;
  }
`;
