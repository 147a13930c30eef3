import type {Database} from '../db/database.js';
import type {Clock, Viewer} from '../domain/environment.js';
import {keyOf} from './limits.js';
import type {SocketSlots} from './socket-slots.js';
import type {Session} from './tokens.js';

/** Close codes that clients take as passing (R26). */
export const closeCodes = {restart: 1012, overload: 1013, forbidden: 4403} as const;

/** What is needed of a socket: how to close it. */
export interface Closable {
  close(code: number, reason: string): unknown;
}

interface Entry {
  session: Session;
  release: () => Promise<void>;
}

/** Open sockets by who they speak for: closes them when a token ends (R27) or an agent's access does (R8). */
export class SocketSessions {
  #db: Database;
  #clock: Clock;
  #onError: (error: unknown) => void;
  #slots: SocketSlots;
  #open = new Map<Closable, Entry>();
  /** Those that have their slot still: the open ones, and those that are giving it back. */
  #held = new Set<Entry>();
  #timer: ReturnType<typeof setInterval>;

  constructor(
    db: Database,
    clock: Clock,
    slots: SocketSlots,
    checkSeconds: number,
    onError: (error: unknown) => void,
  ) {
    this.#db = db;
    this.#clock = clock;
    this.#slots = slots;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.check(), checkSeconds * 1000);
  }

  /** @param release Gives back the socket's slot. */
  add(socket: Closable, session: Session, release: () => Promise<void>): void {
    const entry = {session, release};
    this.#open.set(socket, entry);
    this.#held.add(entry);
  }

  remove(socket: Closable): void {
    const entry = this.#open.get(socket);
    if (!entry) return;
    this.#open.delete(socket);
    void this.#release(entry);
  }

  async #release(entry: Entry) {
    await entry.release().catch(this.#onError); // else it is free once this process has ended
    this.#held.delete(entry);
  }

  /** How many sockets of an agent are counted at this process. */
  countOf(viewer: Viewer): number {
    return [...this.#held].filter(({session}) => keyOf(session.viewer) === keyOf(viewer)).length;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Closes the sockets whose token has ended or whose agent has been cut off. */
  async check(): Promise<void> {
    const now = this.#clock.now();
    this.#closeWhere(({expiresAt}) => expiresAt <= now, closeCodes.forbidden, 'The token has expired');
    try {
      await this.#slots.renew();
      if (this.#open.size === 0) return;
      const agents = [...new Set([...this.#open.values()].map(({session}) => session.viewer.agentId))];
      const active = await this.#db
        .selectFrom('agent')
        .select(['account_id', 'id'])
        .where('id', 'in', agents)
        .where('revoked_at', 'is', null)
        .execute();
      const keys = new Set(active.map((row) => keyOf({accountId: row.account_id, agentId: row.id})));
      const isCutOff = ({viewer}: Session) => !keys.has(keyOf(viewer));
      this.#closeWhere(isCutOff, closeCodes.forbidden, 'Access has ended');
    } catch (error) {
      this.#onError(error); // the next check tries again
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#closeWhere(() => true, closeCodes.restart, 'The host is restarting');
  }

  #closeWhere(matches: (session: Session) => boolean, code: number, reason: string): void {
    for (const [socket, {session}] of [...this.#open]) {
      if (!matches(session)) continue;
      this.remove(socket);
      socket.close(code, reason);
    }
  }
}
