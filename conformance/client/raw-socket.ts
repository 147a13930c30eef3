import WebSocket from 'ws';
import {Broken} from '../check.js';

interface Frame {
  type: string;
  id?: string;
  payload?: unknown;
}

export interface RawSocketOptions {
  origin?: string;
  protocol?: string;
}

/** A WebSocket on which a check speaks graphql-transport-ws frame by frame, rightly or wrongly. */
export class RawSocket {
  readonly frames: Frame[] = [];
  /** How it ended: with a close code, or the HTTP status with which the upgrade was refused. */
  ended: {code: number} | {status: number} | {error: string} | undefined;
  readonly #socket: WebSocket;
  readonly #listeners = new Set<() => void>();

  constructor(url: string, {origin, protocol = 'graphql-transport-ws'}: RawSocketOptions = {}) {
    this.#socket = new WebSocket(url, protocol, {origin});
    this.#socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.#tell();
    });
    this.#socket.on('unexpected-response', (_request, response) => {
      this.ended ??= {status: response.statusCode ?? 0};
      this.#socket.terminate();
      this.#tell();
    });
    this.#socket.on('error', ({message}) => {
      this.ended ??= {error: message};
      this.#tell();
    });
    this.#socket.on('close', (code) => {
      this.ended ??= {code};
      this.#tell();
    });
  }

  static async open(url: string, options?: RawSocketOptions): Promise<RawSocket> {
    const socket = new RawSocket(url, options);
    await socket.until('the socket should open', () => socket.isOpen || socket.ended !== undefined);
    return socket;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** The subprotocol that the host chose. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  has(type: string): boolean {
    return this.frames.some((frame) => frame.type === type);
  }

  send(frame: Frame | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  init(token: string): void {
    this.send({type: 'connection_init', payload: {authorization: `Bearer ${token}`}});
  }

  until(what: string, holds: () => boolean, seconds = 15): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(limit);
        this.#listeners.delete(check);
        settle();
      };
      const check = () => {
        if (holds()) finish(resolve);
      };
      const limit = setTimeout(
        () => finish(() => reject(new Broken(`${what}: waited ${seconds} s in vain`))),
        seconds * 1000,
      );
      this.#listeners.add(check);
      this.#socket.once('open', check);
      check();
    });
  }

  untilEnded(what: string, seconds?: number): Promise<void> {
    return this.until(what, () => this.ended !== undefined, seconds);
  }

  close(): void {
    this.#socket.terminate();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
