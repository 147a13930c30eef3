/** Direction overrides, embeddings and isolates: they can make a text read as what it does not say. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const HIDDEN_IN_NAMES = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * A name, number or sender ID as it is shown: what would hide or turn text becomes visible as U+FFFD, since a name is
 * what people trust. Joiners stay, because emoji and several scripts need them.
 */
export function displayName(name: string): string {
  return name.replace(HIDDEN_IN_NAMES, '\ufffd').replace(STACKED_MARKS, '$1');
}

/** A message text as it is shown: without what turns the direction of text, or climbs over the lines around it. */
export function displayBody(body: string): string {
  return body.replace(BIDI_CONTROLS, '').replace(STACKED_MARKS, '$1');
}
