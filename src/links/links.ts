import {LinkifyIt} from 'linkify-it';

/** A link in a text. */
export interface Link {
  /** As it was written. */
  readonly text: string;
  /** Where it leads: http or https. */
  readonly href: string;
  /** The host as computers write it, where that differs from what is read: it may be a look-alike. */
  readonly trueHost: string | null;
}

/** What is longer is no address that people write. */
const LONGEST = 2_000;
/** Where a text is longer, links are found in its beginning alone: what one character costs here is paid for each row. */
const LOOKED_AT = 20_000;
/** They make an address read as another one. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

// Also without http:// before it, as people write in messages.
const linkify = new LinkifyIt({fuzzyLink: true, fuzzyEmail: false, fuzzyIP: false}).tlds(
  ['app', 'cloud', 'dev', 'health', 'link', 'live', 'online', 'page', 'site', 'store'],
  true,
);

/**
 * Splits a text at its links, which are given with what stands between them; null where there is none. What could lead
 * elsewhere than it says is no link: another scheme than http and https, a user's name before the host, a host without
 * a dot, or characters that cannot be seen.
 */
export function findLinks(text: string): readonly (string | Link)[] | null {
  const beginning = text.slice(0, LOOKED_AT);
  const pieces: (string | Link)[] = [];
  let end = 0;
  for (const {index, lastIndex, schema, url} of linkify.match(beginning) ?? []) {
    // Before an @, it is the name of a user.
    if (text[lastIndex] === '@' || text[index - 1] === '@') continue;
    const link = linkTo(text.slice(index, lastIndex), schema === '' ? url.replace(/^http:/, 'https:') : url);
    if (!link) continue;
    if (index > end) pieces.push(text.slice(end, index));
    pieces.push(link);
    end = lastIndex;
  }
  if (end === 0) return null;
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

function linkTo(text: string, address: string): Link | null {
  if (text.length > LONGEST || INVISIBLE.test(text)) return null;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const {protocol, username, password, hostname, href} = url;
  if (!/^https?:$/.test(protocol) || username || password || !hostname.includes('.')) return null;
  const isAsRead = text.toLowerCase().includes(hostname);
  return {text, href, trueHost: isAsRead ? null : hostname};
}
