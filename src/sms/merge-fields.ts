/** Delimiters of merge fields, as the host names them in `smsService.mergeSyntax`. */
export interface MergeSyntax {
  readonly open: string;
  readonly close: string;
  readonly fallback: string;
}

export interface MergeContext {
  readonly syntax: MergeSyntax;
  /** Keys that the account knows. */
  readonly knownKeys: readonly string[];
  /** Values of the recipient by key; a key without a value is left out. */
  readonly values: ReadonlyMap<string, string>;
}

export interface MergeResult {
  /** Resolved text; what could not be resolved stays literal. */
  readonly text: string;
  /** Known keys without a value and without a fallback. */
  readonly missing: readonly string[];
  /** Names that the account does not know, as they were written. */
  readonly unknown: readonly string[];
}

/**
 * Replaces merge fields such as {{first_name}} or {{first_name|there}} by the recipient's values.
 * Keys are compared without case and with blanks trimmed. Values are never searched for fields again.
 */
export function resolveMergeFields(body: string, context: MergeContext): MergeResult {
  const {open, close} = context.syntax;
  const known = new Map(context.knownKeys.map((key) => [key.toLowerCase(), key]));
  const values = new Map([...context.values].map(([key, value]) => [key.toLowerCase(), cleanValue(value)]));
  const missing = new Set<string>();
  const unknown = new Set<string>();
  let text = '';
  let from = 0;
  for (let first = body.indexOf(open); first >= 0; first = body.indexOf(open, from)) {
    const end = body.indexOf(close, first + open.length);
    if (end < 0) break;
    // The innermost opening belongs to this closing: "{{ {{first_name}}" holds one field.
    const start = body.lastIndexOf(open, end - open.length);
    const token = body.slice(start, end + close.length);
    const [name, fallback] = parseField(body.slice(start + open.length, end), context.syntax.fallback);
    const key = known.get(name.toLowerCase());
    const value = values.get(name.toLowerCase()) || fallback;
    if (key === undefined) unknown.add(name);
    else if (value === undefined) missing.add(key);
    text += body.slice(from, start) + (key === undefined || value === undefined ? token : value);
    from = end + close.length;
  }
  return {text: text + body.slice(from), missing: [...missing], unknown: [...unknown]};
}

/** The token that stands for a field in a body. */
export function mergeToken(key: string, syntax: MergeSyntax): string {
  return syntax.open + key + syntax.close;
}

function parseField(inner: string, separator: string): [name: string, fallback: string | undefined] {
  const at = inner.indexOf(separator);
  return at < 0
    ? [inner.trim(), undefined]
    : [inner.slice(0, at).trim(), inner.slice(at + separator.length).trim()];
}

/** A value is one line of text: no line breaks, no control characters. */
function cleanValue(value: string): string {
  return value
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();
}
