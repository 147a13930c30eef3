import {sql} from 'kysely';
import type {Database} from '../db/database.js';
import type {Viewer} from '../domain/environment.js';
import {randomTag} from '../log/cursor.js';
import {keyOf} from './limits.js';

/** A place for each socket that an agent may have open. */
export interface SocketSlots {
  /** Takes one; answers how to give it back, and null where the agent has none left. */
  take(viewer: Viewer): Promise<(() => Promise<void>) | null>;
  /** Says that this process is alive. */
  renew(): Promise<void>;
  /** Gives all back. */
  stop(): Promise<void>;
}

/** For a host of one process. */
export class LocalSocketSlots implements SocketSlots {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  async take(viewer: Viewer): Promise<(() => Promise<void>) | null> {
    const key = keyOf(viewer);
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return null;
    this.#taken.set(key, taken + 1);
    return async () => {
      const left = this.#taken.get(key)! - 1;
      if (left > 0) this.#taken.set(key, left);
      else this.#taken.delete(key);
    };
  }

  async renew(): Promise<void> {
    return undefined;
  }

  async stop(): Promise<void> {
    this.#taken.clear();
  }
}

/** Rows of processes that ended without a word are kept this long: one that was only held up is still counted. */
const forgottenAfter = sql`interval '1 hour'`;

/**
 * Slots that all processes on a database share: a row for each. Those of a process that was killed are free once it
 * has not renewed itself for `aliveSeconds`, by the database's clock.
 */
export class SharedSocketSlots implements SocketSlots {
  readonly #db: Database;
  readonly #most: number;
  readonly #aliveSeconds: number;
  readonly #process = randomTag(12);
  #isKnown: Promise<void> | undefined;

  constructor(db: Database, most: number, aliveSeconds: number) {
    this.#db = db;
    this.#most = most;
    this.#aliveSeconds = aliveSeconds;
  }

  async take(viewer: Viewer): Promise<(() => Promise<void>) | null> {
    this.#isKnown ??= this.renew().catch((error: unknown) => {
      this.#isKnown = undefined;
      throw error;
    });
    await this.#isKnown;
    // Whoever loses a slot to another process at this moment looks for the next one.
    for (let attempt = 0; attempt < this.#most; attempt++) {
      const free = await this.#freeSlot(viewer);
      if (free === null) return null;
      if (await this.#claim(viewer, free)) return () => this.#release(viewer, free);
    }
    return null;
  }

  async renew(): Promise<void> {
    await sql`
      INSERT INTO host_process (id, alive_until)
      VALUES (${this.#process}, clock_timestamp() + ${this.#aliveSeconds} * interval '1 second')
      ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until
    `.execute(this.#db);
    const {rows} = await sql<{id: string}>`
      DELETE FROM host_process WHERE alive_until < clock_timestamp() - ${forgottenAfter} RETURNING id
    `.execute(this.#db);
    const dead = rows.map(({id}) => id);
    if (dead.length > 0) await this.#db.deleteFrom('socket_slot').where('process_id', 'in', dead).execute();
  }

  async stop(): Promise<void> {
    await this.#db.deleteFrom('socket_slot').where('process_id', '=', this.#process).execute();
    await this.#db.deleteFrom('host_process').where('id', '=', this.#process).execute();
  }

  async #freeSlot({accountId, agentId}: Viewer): Promise<number | null> {
    const {rows} = await sql<{slot: number}>`
      SELECT number AS slot FROM (SELECT generate_series(1, ${this.#most}::integer) AS number) AS numbers
      WHERE NOT EXISTS (
        SELECT FROM socket_slot
        WHERE account_id = ${accountId} AND agent_id = ${agentId} AND slot = number AND ${isAlive}
        OFFSET 0 -- one after the other, to the first that is free
      )
      LIMIT 1
    `.execute(this.#db);
    return rows[0]?.slot ?? null;
  }

  async #claim({accountId, agentId}: Viewer, slot: number): Promise<boolean> {
    const {rows} = await sql`
      INSERT INTO socket_slot (account_id, agent_id, slot, process_id)
      VALUES (${accountId}, ${agentId}, ${slot}, ${this.#process})
      ON CONFLICT (account_id, agent_id, slot) DO UPDATE SET process_id = excluded.process_id WHERE NOT ${isAlive}
      RETURNING slot
    `.execute(this.#db);
    return rows.length > 0;
  }

  async #release({accountId, agentId}: Viewer, slot: number): Promise<void> {
    await this.#db
      .deleteFrom('socket_slot')
      .where('account_id', '=', accountId)
      .where('agent_id', '=', agentId)
      .where('slot', '=', slot)
      .where('process_id', '=', this.#process)
      .execute();
  }
}

/** Whether the process that has a slot is. */
const isAlive = sql`EXISTS (
  SELECT FROM host_process WHERE id = socket_slot.process_id AND alive_until > clock_timestamp()
)`;
