import type {Settings, Viewer} from '../domain/environment.js';
import {RateLimit} from './rate-limit.js';

/** What one agent, or one address that fails to sign in, may ask for. Each answers how many ms to wait; 0 takes one. */
export class Limits {
  #requests: RateLimit;
  #mutations: RateLimit;
  #connects: RateLimit;
  #failedSignIns: RateLimit;

  constructor({requestRate, mutationRate, connectRate, failedSignInRate}: Settings) {
    this.#requests = new RateLimit(requestRate);
    this.#mutations = new RateLimit(mutationRate);
    this.#connects = new RateLimit(connectRate);
    this.#failedSignIns = new RateLimit(failedSignInRate);
  }

  /** Any operation, over HTTP or a socket. */
  request(viewer: Viewer): number {
    return this.#requests.take(keyOf(viewer));
  }

  mutation(viewer: Viewer): number {
    return this.#mutations.take(keyOf(viewer));
  }

  /** A socket. */
  connect(viewer: Viewer): number {
    return this.#connects.take(keyOf(viewer));
  }

  /** A request without a good token. Good ones from the same address, which a whole office may share, still pass. */
  failedSignIn(peer: string): number {
    return this.#failedSignIns.take(peer);
  }
}

/** One agent among those of all accounts. */
export function keyOf({accountId, agentId}: Pick<Viewer, 'accountId' | 'agentId'>): string {
  return JSON.stringify([accountId, agentId]);
}
