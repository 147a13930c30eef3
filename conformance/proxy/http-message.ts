/** One HTTP/1.1 message as it went over the wire. */
export interface HttpMessage {
  /** Every byte of it. */
  readonly bytes: Buffer;
  /** Request line or status line. */
  readonly startLine: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Cuts a byte stream into HTTP messages: those of known length and chunked ones, which is all that is spoken here. */
export class HttpMessageReader {
  #buffer: Buffer = Buffer.alloc(0);

  /** What is not a whole message yet. */
  get rest(): Buffer {
    return this.#buffer;
  }

  /** The messages that are complete with these bytes. */
  push(chunk: Buffer): HttpMessage[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const messages: HttpMessage[] = [];
    for (let next = this.#take(); next; next = this.#take()) messages.push(next);
    return messages;
  }

  #take(): HttpMessage | null {
    const headEnd = this.#buffer.indexOf('\r\n\r\n');
    if (headEnd < 0) return null;
    const [startLine = '', ...lines] = this.#buffer.toString('latin1', 0, headEnd).split('\r\n');
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
    const start = headEnd + 4;
    const found =
      headers.get('transfer-encoding') === 'chunked'
        ? chunkedBody(this.#buffer, start)
        : plainBody(this.#buffer, start, Number(headers.get('content-length') ?? 0));
    if (!found) return null;
    const bytes = this.#buffer.subarray(0, found.end);
    this.#buffer = this.#buffer.subarray(found.end);
    return {bytes, startLine, headers, body: found.body};
  }
}

type Body = {body: string; end: number} | null;

function plainBody(buffer: Buffer, start: number, length: number): Body {
  const end = start + length;
  return buffer.length < end ? null : {body: buffer.toString('utf8', start, end), end};
}

function chunkedBody(buffer: Buffer, start: number): Body {
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = buffer.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = parseInt(buffer.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (buffer.length < next) return null;
    if (size === 0) return {body: Buffer.concat(parts).toString('utf8'), end: next};
    parts.push(buffer.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
