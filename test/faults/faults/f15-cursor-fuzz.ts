import {createClient} from 'graphql-ws/client';
import {decodeCursor, encodeCursor, randomTag} from '../../../server/log/cursor.js';
import {eventLog, events} from '../../../src/state/api/operations.js';
import type {EventLogQuery, EventsSubscription} from '../../../src/state/api/operations.gen.js';
import type {EventBatch} from '../../../src/state/model.js';
import type {Fault} from '../fault.js';
import {inParallel} from '../measures.js';
import {headOf} from '../oracle.js';
import type {Random} from '../random.js';
import {World} from '../world.js';
import type {Account} from '../world.js';
import '../node-environment.js';

const EVENTS = 120;
/** Events up to here are forgotten. */
const FLOOR = 40;

export const fault: Fault = {
  id: 'F15',
  title: 'cursors that are garbage, of another account, ahead, forgotten, of another history',
  async run(run) {
    const world = await World.join(run);
    const [account, other] = [await world.account(), await world.account()];
    for (let i = 0; i < EVENTS / 4; i++) await Promise.all([account.receive(0), other.receive(0)]);
    const log = await readLog(account);
    await world.host.sql(`UPDATE account SET floor_seq = ${FLOOR} WHERE id = '${account.id}'`);
    await world.host.sql(`DELETE FROM account_log WHERE account_id = '${account.id}' AND seq < ${FLOOR}`);
    const otherHead = await headOf(world.host, other.id);
    const token = await account.token();

    const tries = run.pick(400, 10_000);
    const found = {errors: 0, wrong: 0, leaks: 0, freshStarts: 0, resyncs: 0, replays: 0};
    const judgeBatch = (cursor: string, batch: Answer) => {
      const seq = log.get(cursor);
      if ('refusal' in batch) {
        found.errors++;
        run.progress(`${JSON.stringify(cursor)} was answered by ${JSON.stringify(batch.refusal)}`);
      } else if (JSON.stringify(batch.events).includes(other.id)) found.leaks++;
      else if (batch.resync) {
        found.resyncs++;
        if (seq !== undefined && seq >= FLOOR) found.wrong++;
      } else if (seq === undefined || seq < FLOOR) found.freshStarts++;
      else {
        found.replays++;
        if (batch.after !== cursor || batch.events.length !== log.size - 1 - seq) found.wrong++;
      }
    };
    const cursors = Array.from({length: tries}, () => someCursor(run.random, [...log.keys()], otherHead));
    const overSocket = Math.floor(tries / 10);
    await inParallel(tries - overSocket, 8, async (i) =>
      judgeBatch(cursors[i]!, await poll(world.proxy.url, token, cursors[i]!)),
    );
    const socket = createClient({
      url: `${world.proxy.url.replace('http', 'ws')}/graphql`,
      connectionParams: {authorization: `Bearer ${token}`},
      // Else it closes between two subscriptions, and the next may meet the closing socket.
      lazy: false,
    });
    run.atEnd(() => socket.dispose());
    await inParallel(overSocket, 4, async (i) => {
      const cursor = cursors[tries - 1 - i]!;
      judgeBatch(cursor, await firstBatch(socket, cursor));
    });
    run.did(`${tries - overSocket} over HTTP, ${overSocket} over WebSocket`);
    run.measure('asked for a resync', found.resyncs, {least: 1});
    run.measure('replayed', found.replays, {least: 1});
    run.measure('replayed wrongly', found.wrong, {is: 0});
    run.measure('silent fresh starts', found.freshStarts, {is: 0});
    run.measure('leaks', found.leaks, {is: 0});
    run.measure('errors', found.errors, {is: 0});
  },
};

/** Every valid cursor of the account, with its place in the log. */
async function readLog(account: Account): Promise<Map<string, number>> {
  const [row] = await account.world.host.sql<{cursor_tag: string}>(
    `SELECT cursor_tag FROM account WHERE id = '${account.id}'`,
  );
  const tags = await account.world.host.sql<{seq: number; tag: string}>(
    `SELECT seq, tag FROM account_log WHERE account_id = '${account.id}' ORDER BY seq`,
  );
  const tag = row!.cursor_tag;
  return new Map([
    [encodeCursor({account: tag, seq: 0, tag: ''}), 0],
    ...tags.map((event) => [encodeCursor({account: tag, ...event}), event.seq] as const),
  ]);
}

function someCursor(random: Random, valid: readonly string[], otherHead: string): string {
  const cursor = random.pick(valid);
  const position = decodeCursor(cursor)!;
  const garbage = () =>
    Array.from({length: random.between(0, 256)}, () => String.fromCharCode(random.between(1, 0x3000))).join(
      '',
    );
  return random.pick([
    () => cursor,
    () => otherHead,
    () => encodeCursor({...position, account: decodeCursor(otherHead)!.account}),
    () => encodeCursor({...position, seq: position.seq + valid.length + random.between(0, 10 ** 9)}),
    () => encodeCursor({...position, tag: randomTag(8)}),
    () => encodeCursor({...position, seq: 2 ** 52 + random.between(0, 10 ** 6)}),
    () => cursor.slice(0, random.between(0, cursor.length - 1)),
    () => cursor.toUpperCase(),
    () => `${cursor}' OR 1=1 --`,
    garbage,
  ])();
}

/** A batch, or what the host said instead of one. */
type Answer = EventBatch | {refusal: unknown};

async function poll(url: string, token: string, after: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {'content-type': 'application/json', authorization: `Bearer ${token}`},
    body: JSON.stringify({query: eventLog.document, variables: {after, topics: null}}),
  });
  const {data, errors} = (await response.json()) as {data?: EventLogQuery | null; errors?: unknown};
  return data?.smsEventLog ?? {refusal: errors};
}

function firstBatch(socket: ReturnType<typeof createClient>, after: string): Promise<Answer> {
  return new Promise((resolve) => {
    const stop = socket.subscribe<EventsSubscription>(
      {query: events.document, variables: {after, topics: null}},
      {
        next: ({data, errors}) => {
          resolve(data?.smsEvents ?? {refusal: errors});
          // A resync ends by itself; the library would count it as ended twice, and close the socket.
          if (!data?.smsEvents.resync) stop();
        },
        error: (refusal) => resolve({refusal}),
        complete: () => resolve({refusal: 'completed'}),
      },
    );
  });
}
