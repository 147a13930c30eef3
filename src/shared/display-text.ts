/** Direction overrides, embeddings and isolates: they can make a text read as what it does not say. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const HIDDEN_IN_NAMES = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;
/** In characters as people see them, and in code units, since one of the former can be made of any number of the latter. */
const [LONGEST_NAME, MOST_UNITS] = [80, 1000];

/** Neighbours of which one is Latin and the other Greek, Cyrillic or Armenian, or one is Greek and the other one of these. */
const MIXED =
  /[A-Za-z\u00c0-\u024f]\p{M}*[\u0370-\u058f]|[\u0370-\u058f]\p{M}*[A-Za-z\u00c0-\u024f]|[\u0370-\u03ff]\p{M}*[\u0400-\u058f]|[\u0400-\u058f]\p{M}*[\u0370-\u03ff]/u;

/**
 * A name, number or sender ID as it is shown: what would hide or turn text becomes visible as U+FFFD, since a name is
 * what people trust. Joiners stay, because emoji and several scripts need them. Cut where it is longer than any name.
 */
export function displayName(name: string): string {
  const whole = wholeName(name);
  if (whole.length <= LONGEST_NAME) return whole;
  const characters = [...new Intl.Segmenter().segment(whole.slice(0, MOST_UNITS))];
  const end = characters[LONGEST_NAME]?.index ?? MOST_UNITS;
  return whole.length > end ? `${whole.slice(0, end)}…` : whole;
}

/** As {@link displayName}, however long. */
export function wholeName(name: string): string {
  return name.replace(HIDDEN_IN_NAMES, '\ufffd').replace(STACKED_MARKS, '$1');
}

/**
 * Whether a word mixes alphabets whose letters look alike, as a Cyrillic a in "Paypal" does. By the word, since people
 * have a first name in one alphabet and a last name in another. UTS #39, restriction levels, says the same of identifiers.
 */
export function mixesAlphabets(name: string): boolean {
  return MIXED.test(name);
}

/** Whether something turns the direction of a message text: it is not shown. */
export function turnsDirection(body: string): boolean {
  return body.search(BIDI_CONTROLS) >= 0;
}

/** A message text as it is shown: without what turns the direction of text, or climbs over the lines around it. */
export function displayBody(body: string): string {
  return body.replace(BIDI_CONTROLS, '').replace(STACKED_MARKS, '$1');
}
