import type {Inbound, Receipt} from './gateway.js';
import {receiptState} from './receipt-states.js';
import type {ReceiptState} from './receipt-states.js';

/* What Kannel calls the host with. Its escapes: https://www.kannel.org/download/1.4.5/userguide-1.4.5/userguide.html */

/** Bits of `%d`. */
const delivered = 1;
const failed = 2;
const buffered = 4;
const taken = 8;
const refused = 16;
const expired = 32;

/** The query of the address that Kannel calls with what became of a part: its escapes are filled in then. */
export function receiptQuery(messageId: string, part: number): string {
  return `id=${encodeURIComponent(messageId)}&part=${part}&type=%d&answer=%A&at=%T`;
}

/** Null for what Kannel would not say. */
export function readReceipt(query: URLSearchParams): Receipt | null {
  const gatewayMessageId = query.get('id') ?? '';
  const part = Number(query.get('part'));
  const state = readState(Number(query.get('type')), query.get('answer') ?? '');
  if (!isId(gatewayMessageId) || !(part >= 1 && part <= 255) || !state) return null;
  return {gatewayMessageId, part, ...state, at: readTime(query.get('at'))};
}

function readState(type: number, answer: string): ReceiptState | null {
  // The answer is the carrier's receipt, in which the text may be quoted: no more of it is kept than the state.
  const known = receiptState(/\bstat:(\w{1,8})/i.exec(answer)?.[1]?.toUpperCase() ?? '');
  if (type & delivered) return receiptState('DELIVRD')!;
  if (type & expired) return receiptState('EXPIRED')!;
  if (type & failed) return known?.status === 'FAILED' ? known : receiptState('UNDELIV')!;
  if (type & refused) {
    const [, code = null] = /^NACK\/(0x[\da-f]{8})/i.exec(answer) ?? [];
    return {status: 'FAILED', reason: 'The carrier refused the message.', code, retryable: false};
  }
  if (type & (taken | buffered)) return {status: 'SENT', reason: null, code: null, retryable: false};
  return null;
}

/** Null for what is no text message, or not from Kannel. */
export async function readInbound(request: Request): Promise<Inbound | null> {
  const query = new URL(request.url).searchParams;
  const gatewayMessageId = query.get('id') ?? '';
  const from = international(request.headers.get('x-kannel-from') ?? '');
  const to = international(request.headers.get('x-kannel-to') ?? '');
  const decoder = decoderFor(request.headers.get('content-type') ?? '');
  if (!isId(gatewayMessageId) || from === '' || to === '' || !decoder) return null;
  const body = decoder.decode(await request.arrayBuffer());
  return {gatewayMessageId, from, to, body, at: readTime(query.get('at'))};
}

/** Carriers that say “international” by the type of number have Kannel write a +; others leave the digits bare. */
function international(address: string): string {
  const trimmed = address.trim();
  return /^(00)?[1-9]\d{9,14}$/.test(trimmed) ? `+${trimmed.replace(/^00/, '')}` : trimmed;
}

function decoderFor(contentType: string): TextDecoder | null {
  const charset = /^text\/plain\b.*?charset="?([\w-]+)/i.exec(contentType)?.[1];
  try {
    return charset ? new TextDecoder(charset) : null;
  } catch {
    return null; // a charset that nobody knows
  }
}

function isId(text: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(text);
}

/** Seconds since 1970, the same each time that Kannel repeats a call. */
function readTime(text: string | null): Date {
  const seconds = Number(text);
  return seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : new Date();
}
