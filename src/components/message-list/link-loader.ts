import type {findLinks} from '../../links/links.js';

/** A dot between a letter or digit and a word, as in every address. */
const MAY_BE_LINK = /[\p{L}\d]\.\p{L}{2}/u;

let find: typeof findLinks | null = null;
let isLoading = false;
const waiting = new Set<() => void>();

/**
 * Links in a text, see {@link findLinks}. What finds them is loaded with the first text that may have one, since most
 * have none; until then, and where it cannot be loaded, texts are shown without links.
 *
 * @param onReady Called once, when they can be found.
 */
export function linksIn(text: string, onReady: () => void): ReturnType<typeof findLinks> {
  if (!MAY_BE_LINK.test(text)) return null;
  if (find) return find(text);
  waiting.add(onReady);
  if (!isLoading) void load();
  return null;
}

async function load(): Promise<void> {
  isLoading = true;
  try {
    ({findLinks: find} = await import('../../links/links.js'));
    for (const onReady of waiting) onReady();
  } catch (error) {
    console.warn('<sms-chat> Links in messages cannot be opened: links.js did not load.', error);
  }
  waiting.clear();
}
