import {svg, type SVGTemplateResult, html, type TemplateResult} from 'lit';

/** Decorative: the control around an icon carries the name. Drawn on a 24-unit grid. */
function icon(paths: SVGTemplateResult): TemplateResult {
  return html`<svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${paths}
  </svg>`;
}

export const searchIcon = icon(svg`<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>`);
export const clearIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
export const newIcon = icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const moreIcon = icon(svg`<path d="M12 5h.01M12 12h.01M12 19h.01" stroke-width="3"/>`);
export const backIcon = icon(svg`<path d="M15 5l-7 7 7 7"/>`);
export const sendIcon = icon(svg`<path d="M4 12 20 4l-5 16-4-6z"/><path d="m11 14 9-10"/>`);
export const downIcon = icon(svg`<path d="M12 5v14M6 13l6 6 6-6"/>`);
export const chevronIcon = icon(svg`<path d="m6 9 6 6 6-6"/>`);
export const checkIcon = icon(svg`<path d="m5 13 4 4L19 7"/>`);
export const doubleCheckIcon = icon(svg`<path d="m2 13 4 4L15 8"/><path d="m11 15 2 2 9-9"/>`);
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`);
export const alertIcon = icon(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5M12 16h.01"/>`);
export const unknownIcon = icon(
  svg`<circle cx="12" cy="12" r="8.5"/><path d="M9.8 9.7a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2.9-1.2 1.8M12 16.5h.01"/>`,
);
export const templateIcon = icon(svg`<path d="M5 4h14v16H5z"/><path d="M9 9h6M9 13h6M9 17h3"/>`);
export const mergeFieldIcon = icon(
  svg`<path d="M9 5c-2 0-2.500 1-2.500 2.500v2C6.500 11 6 12 4.500 12 6 12 6.500 13 6.500 14.500v2C6.500 18 7 19 9 19M15 5c2 0 2.500 1 2.500 2.500v2c0 1.500.5 2.500 2 2.500-1.500 0-2 1-2 2.500v2c0 1.500-.5 2.500-2.500 2.500"/>`,
);
export const addContactIcon = icon(
  svg`<circle cx="10" cy="8" r="3.500"/><path d="M3.500 19.500c.6-3.600 3.200-5.500 6.500-5.500 1.700 0 3.200.5 4.300 1.400M18 14v6M15 17h6"/>`,
);
export const closeChatIcon = icon(svg`<path d="M4 5h16v4H4zM6 9v10h12V9M10 13h4"/>`);
export const chatIcon = icon(svg`<path d="M4 5h16v11H11l-5 4v-4H4z"/><path d="M8 9h8M8 12h5"/>`);
export const filterIcon = icon(svg`<path d="M4 6h16M7 12h10M10 18h4"/>`);
export const offlineIcon = icon(
  svg`<path d="M4 4l16 16M8.500 15.500a5 5 0 0 1 5.500-1M5 12a10 10 0 0 1 4-2.400M12 19h.01M13 9.100a10 10 0 0 1 6 2.900"/>`,
);
