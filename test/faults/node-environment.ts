import WebSocket from 'ws';
import type {Environment} from '../../src/state/environment.js';
import type {Random} from './random.js';

/** What a page would be to the store, in Node: its clock, its chances, and its signals, which a test gives. */
export class NodeEnvironment implements Environment {
  readonly #random: Random;
  readonly #speed: number;
  readonly #started = Date.now();
  readonly #wakers = new Set<() => void>();
  #shift = 0;

  /** @param speed How much faster than the test's the client's clock goes: it shortens waits, not the network. */
  constructor(random: Random, speed = 1) {
    this.#random = random;
    this.#speed = speed;
  }

  now(): number {
    return this.#started + (Date.now() - this.#started) * this.#speed + this.#shift;
  }

  /** Somebody sets the clock, or the computer has slept. */
  setClock(byMs: number): void {
    this.#shift += byMs;
  }

  random(): number {
    return this.#random.next();
  }

  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms / this.#speed);
    return () => clearTimeout(timer);
  }

  isOnline(): boolean {
    return true;
  }

  onWake(callback: () => void): () => void {
    this.#wakers.add(callback);
    return () => this.#wakers.delete(callback);
  }

  /** The tab is looked at again. */
  wake(): void {
    for (const waker of [...this.#wakers]) waker();
  }

  onOffline(): () => void {
    return () => undefined;
  }

  onHide(): () => void {
    return () => undefined;
  }

  onUnload(): () => void {
    return () => undefined;
  }
}

/** Closed while it connects, ws tells so by an event that ends the process where nobody listens; a browser does not. */
class BrowserLikeWebSocket extends WebSocket {
  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols, {perMessageDeflate: false});
    this.on('error', () => undefined);
  }
}

// Node 20 has none of its own.
globalThis.WebSocket ??= BrowserLikeWebSocket as unknown as typeof globalThis.WebSocket;
