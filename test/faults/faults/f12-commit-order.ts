import {sql} from 'kysely';
import pg from 'pg';
import {start} from '../../../server/start.js';
import type {Host} from '../../../server/start.js';
import {changeAccount} from '../../../server/log/append.js';
import {randomTag} from '../../../server/log/cursor.js';
import {readHead, readPage} from '../../../server/log/read.js';
import type {Fault, FaultRun} from '../fault.js';
import {inParallel, pause} from '../measures.js';
import {createDatabase} from '../postgres.js';

const WRITERS = 50;
const READERS = 3;
const EVENTS_A_COMMIT = 10;
const SLOW_SHARE = 0.2;

export const fault: Fault = {
  id: 'F12',
  title: 'commits in another order than they began, under readers that follow; control: a BIGSERIAL column',
  async run(run) {
    const databaseUrl = await createDatabase(run);
    const hosts = await Promise.all([1, 2].map(() => start({databaseUrl, databasePoolSize: WRITERS / 2})));
    run.atEnd(() => Promise.all(hosts.map((host) => host.stop())));
    const commits = run.pick(100, 2_000);
    run.did(
      `${WRITERS} writers in 2 hosts, ${(commits * EVENTS_A_COMMIT).toLocaleString('en')} events, ${SLOW_SHARE * 100} % of commits take 50–500 ms, ${READERS} readers`,
    );
    run.measure('skipped', await skippedByHost(run, hosts, commits), {is: 0});
    // The control has to fail, else the commits do not overtake each other.
    run.measure('skipped by the control', await skippedBySerial(run, databaseUrl, commits), {least: 1});
  },
};

/** Writers and readers of the product's own; a deferred trigger makes commits slow, after the number was taken. */
async function skippedByHost(run: FaultRun, hosts: Host[], commits: number): Promise<number> {
  const [{db}] = hosts as [Host];
  await sql`CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep((NEW.payload->>'sleep')::float8); RETURN NULL; END $$`.execute(db);
  await sql`CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON account_log DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.payload ? 'sleep') EXECUTE FUNCTION slow_commit()`.execute(db);
  const accountId = `account-${randomTag(8)}`;
  await sql`INSERT INTO account (id, name, country, balance_parts, cursor_tag)
    VALUES (${accountId}, 'Clinic', 'AU', 0, ${randomTag(12)})`.execute(db);

  const start = await readHead(db, accountId);
  let isWriting = true;
  const readers = Array.from({length: READERS}, async (_, index) => {
    const host = hosts[index % hosts.length]!;
    const seen: string[] = [];
    for (let cursor = start; ;) {
      const isLast = !isWriting;
      const page = await readPage(host.db, accountId, cursor);
      if (page.resync) throw new Error(`resync ${page.resync}`);
      for (const {view} of page.events) seen.push((view as {contactId: string}).contactId);
      cursor = page.cursor;
      if (isLast && page.caughtUp) return seen;
      await pause(run.random.between(0, 10));
    }
  });
  const written: string[] = [];
  await inParallel(commits, WRITERS, async (commit) => {
    const sleep = slowness(run);
    await changeAccount(hosts[commit % hosts.length]!.core.env, accountId, async (work) => {
      for (let i = 0; i < EVENTS_A_COMMIT; i++) {
        const payload = {version: 1, ...(i === 0 && sleep > 0 ? {sleep} : {})};
        work.log({kind: 'CONTACT_REMOVED', entityId: `${commit} ${i}`, payload});
      }
    });
    for (let i = 0; i < EVENTS_A_COMMIT; i++) written.push(`${commit} ${i}`);
    if (commit % 200 === 199) run.progress(`${commit + 1} commits`);
  });
  isWriting = false;
  let [skipped, repeated] = [0, 0];
  for (const seen of await Promise.all(readers)) {
    const had = new Set(seen);
    skipped += written.filter((event) => !had.has(event)).length;
    repeated += seen.length - had.size;
  }
  run.measure('seen twice', repeated, {is: 0});
  return skipped;
}

/** The same with a sequence for a number, as logs are often written. */
async function skippedBySerial(run: FaultRun, url: string, commits: number): Promise<number> {
  const pool = new pg.Pool({connectionString: url, max: WRITERS + READERS});
  run.atEnd(() => pool.end());
  await pool.query('CREATE TABLE serial_log (id bigserial PRIMARY KEY)');
  let isWriting = true;
  const readers = Array.from({length: READERS}, async () => {
    let [last, count] = ['0', 0];
    for (;;) {
      const isLast = !isWriting;
      const {rows} = await pool.query<{id: string}>('SELECT id FROM serial_log WHERE id > $1 ORDER BY id', [
        last,
      ]);
      count += rows.length;
      last = rows.at(-1)?.id ?? last;
      if (isLast) return count;
      await pause(run.random.between(0, 10));
    }
  });
  await inParallel(commits, WRITERS, async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO serial_log SELECT FROM generate_series(1, $1)', [EVENTS_A_COMMIT]);
    await client.query('SELECT pg_sleep($1)', [slowness(run)]);
    await client.query('COMMIT');
    client.release();
  });
  isWriting = false;
  const counts = await Promise.all(readers);
  return counts.reduce((sum, count) => sum + commits * EVENTS_A_COMMIT - count, 0);
}

/** In seconds. */
function slowness(run: FaultRun): number {
  return run.random.next() < SLOW_SHARE ? run.random.between(50, 500) / 1000 : 0;
}
