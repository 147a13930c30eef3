import {connect} from 'node:net';
import type {Socket} from 'node:net';
import {connect as connectSecurely} from 'node:tls';
import type {Act, ChaosProxy, ProxyTarget} from './chaos-proxy.js';
import {HttpMessageReader} from './http-message.js';
import type {HttpMessage} from './http-message.js';

const THROTTLE_MS = 100;
const MOST_QUEUED = 32 * 1024;

/** One client's connection through the proxy, and the proxy's own to the host. */
export class ProxiedConnection {
  readonly id: number;
  kind: 'http' | 'websocket' = 'http';
  onClosed: () => void = () => undefined;
  readonly #client: Socket;
  readonly #host: Socket;
  readonly #proxy: ChaosProxy;
  readonly #target: number | ProxyTarget;
  readonly #requests = new HttpMessageReader();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #answers: {reader: HttpMessageReader; resolve: (answer: HttpMessage) => void} | null = null;
  #truncate = false;
  #dropResponse = false;
  #delayMs = 0;
  #closeAfter: {code: number; frames: number} | null = null;
  #throttled: Buffer[] | null = null;
  #holes = 0;
  #closed = false;

  constructor(id: number, client: Socket, proxy: ChaosProxy) {
    this.id = id;
    this.#client = client;
    this.#proxy = proxy;
    this.#target = proxy.nextTarget();
    this.#host = connectTo(this.#target);
    for (const socket of [client, this.#host]) {
      socket.setNoDelay(true);
      // A broken connection closes; whoever is at the other end finds that out by itself.
      socket.on('error', (error) => {
        if (socket === this.#host) proxy.hostError = error;
      });
      socket.on('close', (hadError) => this.#onClose(socket, hadError));
    }
    client.on('data', (chunk) => this.#fromClient(chunk));
    this.#host.on('data', (chunk) => this.#fromHost(chunk));
    client.on('end', () => this.#host.end());
    this.#host.on('end', () => this.#later(() => client.end()));
  }

  /** Does it now, or to the next bytes. */
  apply(act: Act): void {
    if (this.#closed) return;
    if (act.kind !== 'truncate-frame') this.#proxy.note(this.id, act.kind);
    switch (act.kind) {
      case 'reset':
        return this.destroy();
      case 'fin':
        this.#client.end();
        return void this.#host.end();
      case 'truncate-frame':
        this.#truncate = true;
        return;
      case 'blackhole':
        return this.#hole(act.ms);
      case 'delay':
        this.#delayMs = act.ms;
        return;
      case 'throttle':
        return this.#throttle(act.bytesPerSecond);
      case 'drop-response':
        this.#dropResponse = true;
        return;
      case 'ws-close':
        this.#closeAfter = {code: act.code, frames: act.afterFrames ?? 1};
        return;
      case 'dup-request':
      case 'http':
        throw new Error(`${act.kind} needs a request: make it a rule`);
    }
  }

  /** RST to both sides. */
  destroy(): void {
    reset(this.#client);
    reset(this.#host);
  }

  #fromClient(chunk: Buffer): void {
    if (this.kind === 'websocket') return void this.#host.write(chunk);
    for (const message of this.#requests.push(chunk)) this.#onRequest(message);
  }

  #onRequest(message: HttpMessage): void {
    const isUpgrade = message.headers.get('upgrade')?.toLowerCase() === 'websocket';
    if (isUpgrade) {
      this.kind = 'websocket';
      this.#proxy.upgrades.push(Date.now());
    }
    const act = this.#proxy.actFor({
      connection: this.id,
      kind: this.kind,
      operation: isUpgrade ? null : operationName(message.body),
      body: message.body,
    });
    if (act?.kind === 'http') {
      this.#proxy.note(this.id, 'http');
      return this.#answer(act.status, act.body ?? '');
    }
    if (act?.kind === 'dup-request') void this.#duplicate(message);
    else if (act) this.apply(act);
    if (this.#closed || this.#host.destroyed) return;
    this.#host.write(addressedTo(this.#target, message));
    if (isUpgrade && this.#requests.rest.length > 0) this.#host.write(this.#requests.rest);
  }

  #fromHost(chunk: Buffer): void {
    if (this.#dropResponse) return this.destroy();
    if (this.#truncate) {
      this.#proxy.note(this.id, 'truncate-frame');
      this.#host.pause();
      const half = chunk.subarray(0, Math.ceil(chunk.length / 2));
      return void this.#client.write(half, () => this.destroy());
    }
    if (chunk.toString('latin1', 0, 12) === 'HTTP/1.1 101') this.#proxy.opened.push(Date.now());
    for (const answer of this.#answers?.reader.push(chunk) ?? []) this.#answers?.resolve(answer);
    if (this.#throttled) {
      this.#throttled.push(chunk);
      if (byteLength(this.#throttled) > MOST_QUEUED) this.#host.pause();
      return;
    }
    this.#later(() => this.#pass(chunk));
  }

  #pass(chunk: Buffer): void {
    if (this.#client.destroyed) return;
    if (!this.#client.write(chunk)) {
      this.#host.pause();
      this.#client.once('drain', () => this.#holes === 0 && this.#host.resume());
    }
    // The answer to the upgrade is no frame; small frames come in a chunk of their own.
    if (!this.#closeAfter || this.kind !== 'websocket' || chunk.toString('latin1', 0, 5) === 'HTTP/') return;
    if (--this.#closeAfter.frames > 0) return;
    this.#host.pause();
    this.#client.end(closeFrame(this.#closeAfter.code));
    reset(this.#host);
  }

  #later(work: () => void): void {
    if (this.#delayMs === 0) return work();
    this.#after(this.#delayMs, work);
  }

  #hole(ms: number): void {
    this.#holes++;
    this.#client.pause();
    this.#host.pause();
    this.#after(ms, () => {
      if (--this.#holes > 0) return;
      this.#client.resume();
      this.#host.resume();
    });
  }

  #throttle(bytesPerSecond: number): void {
    const queue = (this.#throttled ??= []);
    const budget = Math.max(1, Math.floor((bytesPerSecond * THROTTLE_MS) / 1000));
    const step = () => {
      const waiting = Buffer.concat(queue.splice(0));
      if (waiting.length > 0 && !this.#client.destroyed) this.#client.write(waiting.subarray(0, budget));
      if (waiting.length > budget) queue.push(waiting.subarray(budget));
      if (byteLength(queue) < MOST_QUEUED) this.#host.resume();
      this.#after(THROTTLE_MS, step);
    };
    this.#after(THROTTLE_MS, step);
  }

  /** The same bytes on another connection; both answers are kept. */
  async #duplicate(message: HttpMessage): Promise<void> {
    this.#proxy.note(this.id, 'dup-request');
    const first = new Promise<HttpMessage>((resolve) => {
      // Until the next request of this connection, which comes after this one's answer.
      this.#answers = {reader: new HttpMessageReader(), resolve};
    });
    const second = new Promise<HttpMessage>((resolve, reject) => {
      const reader = new HttpMessageReader();
      const target = this.#proxy.nextTarget();
      const socket = connectTo(target);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        const [answer] = reader.push(chunk);
        if (!answer) return;
        resolve(answer);
        socket.destroy();
      });
      socket.write(addressedTo(target, message));
    });
    const [a, b] = await Promise.all([first, second]);
    this.#proxy.duplicates.push({first: JSON.parse(a.body), second: JSON.parse(b.body)});
  }

  #answer(status: number, body: string): void {
    this.#client.end(
      `HTTP/1.1 ${status} Made up\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    reset(this.#host);
  }

  #after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  #onClose(socket: Socket, hadError: boolean): void {
    const other = socket === this.#client ? this.#host : this.#client;
    if (!other.destroyed) {
      if (hadError || this.#holes > 0) reset(other);
      else other.end();
    }
    if (this.#closed || !other.destroyed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.onClosed();
  }
}

function connectTo(target: number | ProxyTarget): Socket {
  if (typeof target === 'number') return connect({port: target, host: 'localhost', allowHalfOpen: true});
  const {hostname: host, port, secure} = target;
  if (!secure) return connect({host, port, allowHalfOpen: true});
  return connectSecurely({host, port, servername: host});
}

/** The request as the target expects it: with its own name in the Host header, where it has one. */
function addressedTo(target: number | ProxyTarget, {bytes}: HttpMessage): Buffer {
  if (typeof target === 'number') return bytes;
  const headEnd = bytes.indexOf('\r\n\r\n');
  const {hostname, port, secure} = target;
  const name = port === (secure ? 443 : 80) ? hostname : `${hostname}:${port}`;
  const head = bytes.toString('latin1', 0, headEnd).replace(/^host:.*$/im, `host: ${name}`);
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes.subarray(headEnd)]);
}

/**
 * RST; of TLS, which has none, the end of the connection. A socket that is shutting down cannot be reset: libuv refuses,
 * and Node 20 then keeps it for ever, and turns round and round when the process should end.
 */
function reset(socket: Socket): void {
  if ('encrypted' in socket || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

/** An unmasked close frame, as a server sends it; 1005 is the frame without a code. */
function closeFrame(code: number): Buffer {
  return code === 1005 ? Buffer.from([0x88, 0]) : Buffer.from([0x88, 2, code >> 8, code & 0xff]);
}

function operationName(body: string): string | null {
  return /\b(?:query|mutation|subscription)\s+(\w+)/.exec(body)?.[1] ?? null;
}

function byteLength(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, {length}) => sum + length, 0);
}
