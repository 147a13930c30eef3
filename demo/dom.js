/**
 * Makes an element. Children that are strings become text, never markup: much of what this page shows was written
 * by somebody else.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [props] `on…` listens; names with a dash, `role`, `for` and `href` are attributes.
 * @param {(Node | string | null | undefined | false)[]} children
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === 'class') element.className = String(value);
    else if (name.includes('-') || !(name in element)) element.setAttribute(name, String(value));
    else element[name] = value;
  }
  element.append(...children.filter((child) => child || child === ''));
  return element;
}

const numbers = new Intl.NumberFormat('en-AU');
const today = new Intl.DateTimeFormat('en-AU', {hour: 'numeric', minute: '2-digit'});
const earlier = new Intl.DateTimeFormat('en-AU', {day: 'numeric', month: 'short'});

/** @param {number} value */
export const formatNumber = (value) => numbers.format(value);

/** A time today, a date before. @param {string} at RFC 3339 */
export function formatTime(at) {
  const date = new Date(at);
  return (date.toDateString() === new Date().toDateString() ? today : earlier).format(date);
}

/** @param {number} count @param {string} one @param {string} [many] */
export const plural = (count, one, many = `${one}s`) => `${formatNumber(count)} ${count === 1 ? one : many}`;

/** A number as Australians write theirs; others as they are. @param {string} address */
export const formatAddress = (address) => address.replace(/^\+61(4\d\d)(\d{3})(\d{3})$/, '0$1 $2 $3');
