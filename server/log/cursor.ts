/** A position in an account's log: after event `seq`, 0 before the first. */
export interface LogPosition {
  /** The account's own random tag. */
  account: string;
  seq: number;
  /** Tag of the event at `seq`, '' for 0: another history has another event there. */
  tag: string;
}

const pattern = /^([0-9a-z]{8,32})\.([0-9a-z]{1,11})\.([0-9a-z]{0,16})$/;

export function encodeCursor({account, seq, tag}: LogPosition): string {
  return `${account}.${seq.toString(36)}.${tag}`;
}

/** Null for what no host like this one has ever handed out. */
export function decodeCursor(cursor: string): LogPosition | null {
  const match = pattern.exec(cursor);
  if (!match) return null;
  const seq = parseInt(match[2]!, 36);
  return Number.isSafeInteger(seq) ? {account: match[1]!, seq, tag: match[3]!} : null;
}

/** A random tag of lower-case letters and digits. */
export function randomTag(length: number): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}
