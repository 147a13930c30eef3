import {html, type TemplateResult} from 'lit';

/**
 * Decorative: the control around an icon carries the name. One path each, drawn on a 24-unit grid; circles are arcs
 * (`a r r 0 1 0 .01 0z` from their top).
 *
 * @__NO_SIDE_EFFECTS__
 */
function icon(path: string): TemplateResult {
  return html`<svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d=${path} />
  </svg>`;
}

const CLOCK_FACE = 'M12 3.5a8.5 8.5 0 1 0 .01 0z';

export const searchIcon = icon('M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 21 21');
export const clearIcon = icon('M6 6l12 12M18 6 6 18');
export const newIcon = icon('M12 5v14M5 12h14');
export const moreIcon = icon('M12 4.5a.5.5 0 1 0 .01 0zM12 11.5a.5.5 0 1 0 .01 0zM12 18.5a.5.5 0 1 0 .01 0z');
export const backIcon = icon('M15 5l-7 7 7 7');
export const sendIcon = icon('M4 12 20 4l-5 16-4-6zM11 14l9-10');
export const downIcon = icon('M12 5v14M6 13l6 6 6-6');
export const checkIcon = icon('M5 13l4 4L19 7');
export const doubleCheckIcon = icon('M2 13l4 4L15 8M11 15l2 2 9-9');
export const clockIcon = icon(`${CLOCK_FACE}M12 7.5V12l3 2`);
export const alertIcon = icon(`${CLOCK_FACE}M12 7.5v5M12 16h.01`);
export const unknownIcon = icon(`${CLOCK_FACE}M9.8 9.7a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2.9-1.2 1.8M12 16.5h.01`);
export const templateIcon = icon('M5 4h14v16H5zM9 9h6M9 13h6M9 17h3');
export const mergeFieldIcon = icon(
  'M9 5c-2 0-2.5 1-2.5 2.5v2C6.5 11 6 12 4.5 12 6 12 6.5 13 6.5 14.5v2C6.5 18 7 19 9 19M15 5c2 0 2.5 1 2.5 2.5v2c0 1.5.5 2.5 2 2.5-1.5 0-2 1-2 2.5v2c0 1.5-.5 2.5-2.5 2.5',
);
export const addContactIcon = icon(
  'M10 4.5a3.5 3.5 0 1 0 .01 0zM3.5 19.5c.6-3.6 3.2-5.5 6.5-5.5 1.7 0 3.2.5 4.3 1.4M18 14v6M15 17h6',
);
export const closeChatIcon = icon('M4 5h16v4H4zM6 9v10h12V9M10 13h4');
export const chatIcon = icon('M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5');
export const filterIcon = icon('M4 6h16M7 12h10M10 18h4');
export const offlineIcon = icon(
  'M4 4l16 16M8.5 15.5a5 5 0 0 1 5.5-1M5 12a10 10 0 0 1 4-2.4M12 19h.01M13 9.1a10 10 0 0 1 6 2.9',
);
export const smileyIcon = icon(`${CLOCK_FACE}M9 10h.01M15 10h.01M8.5 14c1.7 2.3 5.3 2.3 7 0`);
export const copyIcon = icon('M9 9h11v11H9zM5 15H4V4h11v1');
