import {start} from '../../../server/start.js';
import type {Bell} from '../../../server/log/bell.js';
import {createLocalBell} from '../../../server/log/bell.js';
import {randomTag} from '../../../server/log/cursor.js';
import {changeAccount} from '../../../server/log/append.js';
import {LogTail} from '../../../server/log/tail.js';
import {readHead} from '../../../server/log/read.js';
import type {Fault, FaultRun} from '../fault.js';
import {inParallel, pause, percentile} from '../measures.js';
import {createDatabase} from '../postgres.js';

const POLL_MS = 2_000;
const READERS = 3;

export const fault: Fault = {
  id: 'F14',
  title: 'the bell loses half of its rings, repeats, reorders and invents them, and falls silent',
  async run(run) {
    const databaseUrl = await createDatabase(run);
    const bell = new LyingBell(run);
    run.atEnd(() => bell.stop());
    // One writes, the other one is read at: every ring goes by the bell.
    const [writer, reader] = await Promise.all(
      [1, 2].map(() => start({databaseUrl, bell, pollMs: POLL_MS, settings: {heartbeatSeconds: 60}})),
    );
    run.atEnd(() => Promise.all([writer!.stop(), reader!.stop()]));
    const accountId = `account-${randomTag(8)}`;
    await writer!.db
      .insertInto('account')
      .values({
        id: accountId,
        name: 'Clinic',
        country: 'AU',
        balance_parts: 0,
        cursor_tag: randomTag(12),
      })
      .execute();

    const events = run.pick(60, 3_000);
    const silentMs = run.pick(3_000, 60_000);
    const committed = new Map<string, number>();
    const latencies: number[] = [];
    const head = await readHead(reader!.db, accountId);
    const seen = Array.from({length: READERS}, () => [] as string[]);
    const tails = seen.map(() => new LogTail(reader!.core.env, accountId, head, null));
    run.atEnd(() => Promise.all(tails.map((tail) => tail.return())));
    const reading = tails.map(async (tail, index) => {
      for await (const batch of tail) {
        for (const event of batch.events) {
          const id = (event as {contactId: string}).contactId;
          latencies.push(Date.now() - (committed.get(id) ?? Date.now()));
          seen[index]!.push(id);
        }
        if (seen[index]!.length >= events) return;
      }
    });

    await inParallel(events, 2, async (index) => {
      // In the middle it rings no more.
      if (index === Math.floor(events / 2)) bell.silentUntil = Date.now() + silentMs;
      const id = String(index);
      await changeAccount(writer!.core.env, accountId, async (work) =>
        work.log({kind: 'CONTACT_REMOVED', entityId: id, payload: {version: 1}}),
      );
      committed.set(id, Date.now());
      await pause(run.random.between(0, run.pick(150, 80)));
    });
    await Promise.all(reading);
    run.did(
      `${events.toLocaleString('en')} events, ${READERS} readers in another host; half of the rings lost, a quarter late and out of order, a quarter twice, one invented for each; silent for ${silentMs / 1000} s`,
    );
    run.measure('rings', bell.rung);
    run.measure('rings lost', bell.lost, {least: 1});
    run.measure(
      'events lost',
      seen.reduce((sum, ids) => sum + events - new Set(ids).size, 0),
      {is: 0},
    );
    run.measure(
      'doubled',
      seen.reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0),
      {is: 0},
    );
    run.measure('p50 from commit to reader', percentile(latencies, 0.5), {}, 'ms');
    run.measure('p99', percentile(latencies, 0.99), {most: POLL_MS + 500}, 'ms');
  },
};

class LyingBell implements Bell {
  rung = 0;
  lost = 0;
  silentUntil = 0;
  readonly #run: FaultRun;
  readonly #bell = createLocalBell();
  readonly #late = new Set<ReturnType<typeof setTimeout>>();

  constructor(run: FaultRun) {
    this.#run = run;
  }

  ring(accountId: string): void {
    this.rung++;
    const {random} = this.#run;
    if (Date.now() < this.silentUntil) return void this.lost++;
    this.#bell.ring(`nobody-${random.between(1, 9)}`);
    if (random.next() < 0.5) return void this.lost++;
    if (random.next() < 0.5) this.#later(accountId, random.between(1, 1_000));
    else this.#bell.ring(accountId);
    if (random.next() < 0.5) this.#later(accountId, random.between(1, 3_000));
  }

  onRing(listener: (accountId: string) => void): () => void {
    return this.#bell.onRing(listener);
  }

  stop(): void {
    for (const timer of this.#late) clearTimeout(timer);
  }

  #later(accountId: string, ms: number): void {
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      if (Date.now() >= this.silentUntil) this.#bell.ring(accountId);
    }, ms);
    this.#late.add(timer);
  }
}
