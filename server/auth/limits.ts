import type {Database} from '../db/database.js';
import type {Rate, Settings, Viewer} from '../domain/environment.js';
import {LocalRateLimit} from './rate-limit.js';
import type {RateLimit} from './rate-limit.js';
import {SharedRateLimit} from './shared-rate-limit.js';

/** What one agent, or one address that fails to sign in, may ask for. Each answers how many ms to wait; 0 takes one. */
export class Limits {
  #requests: RateLimit;
  #mutations: RateLimit;
  #connects: RateLimit;
  #failedSignIns: RateLimit;

  /** @param shared The database by which several processes count together. */
  constructor({requestRate, mutationRate, connectRate, failedSignInRate}: Settings, shared: Database | null) {
    const limit = (name: string, rate: Rate) =>
      shared ? new SharedRateLimit(shared, name, rate) : new LocalRateLimit(rate);
    this.#requests = limit('request', requestRate);
    this.#mutations = limit('mutation', mutationRate);
    this.#connects = limit('connect', connectRate);
    // By each process alone: who is not signed in should not be able to write to the database.
    this.#failedSignIns = new LocalRateLimit(failedSignInRate);
  }

  /** Any operation, over HTTP or a socket. */
  async request(viewer: Viewer): Promise<number> {
    return this.#requests.take(keyOf(viewer));
  }

  async mutation(viewer: Viewer): Promise<number> {
    return this.#mutations.take(keyOf(viewer));
  }

  /** A socket. */
  async connect(viewer: Viewer): Promise<number> {
    return this.#connects.take(keyOf(viewer));
  }

  /** A request without a good token. Good ones from the same address, which a whole office may share, still pass. */
  async failedSignIn(peer: string): Promise<number> {
    return this.#failedSignIns.take(peer);
  }
}

/** One agent among those of all accounts. */
export function keyOf({accountId, agentId}: Pick<Viewer, 'accountId' | 'agentId'>): string {
  return JSON.stringify([accountId, agentId]);
}
