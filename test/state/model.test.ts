/**
 * Whatever happens at the host, in the network and in the element, in whatever order: once all is delivered, what the
 * store shows is what a fresh look at the host would show. `RUNS=10000 npm test -- unit` runs more histories than
 * usual; `SEED=…` repeats those of another run.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, describe, it} from 'node:test';
import fc from 'fast-check';
import {buildSchema} from 'graphql';
import type {GraphQLAbstractType} from 'graphql';
import type {Counters, EventBatch} from '../../src/state/model.js';
import {Session} from './helpers/session.js';
import {steps, type StepName} from './helpers/steps.js';

const RUNS = Number(process.env.RUNS ?? 200);
const SEED = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));

const step = fc.record({
  name: fc.constantFrom(...(Object.keys(steps) as StepName[])),
  a: fc.nat(1000),
  b: fc.nat(1000),
});
const history = fc.record({
  conversations: fc.constantFrom(0, 3, 45),
  messages: fc.constantFrom(0, 70, 160),
  allReadRaisesVersions: fc.boolean(),
  steps: fc.array(step, {minLength: 1, maxLength: 60, size: 'max'}),
});

describe('any history', () => {
  const seen = new Set<string>();
  let resyncs = 0;

  after(() => console.log(`# ${RUNS} histories, SEED=${SEED}, ${resyncs} resyncs`));

  it('ends in what a fresh snapshot would show', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (setup) => {
        const session = await play(new Session(setup), setup.steps);
        for (const event of session.host.log) seen.add(event.__typename);
        for (const {name} of session.api.requests) seen.add(name);
        resyncs += session.resyncs;
        session.stop();
      }),
      {numRuns: RUNS, seed: SEED, includeErrorInReport: true},
    );
  });

  it('tells a store that counts unread messages by increments', async () => {
    const control = fc.asyncProperty(history, async (setup) => {
      const session = new Session(setup);
      session.api.alter = (batch) => countByIncrements(batch, session.store.get().counters);
      (await play(session, setup.steps)).stop();
    });
    await assert.rejects(fc.assert(control, {numRuns: RUNS, seed: SEED, endOnFailure: true}), isDifference);
  });

  it('had every event and every mutation in it', () => {
    const missing = [...EVENTS, ...MUTATIONS, ...QUERIES].filter((name) => !seen.has(name));
    assert.deepEqual(missing, [], `with SEED=${SEED}`);
    assert.ok(resyncs > 0);
  });
});

/** Takes the steps, and compares once all is delivered. */
async function play(session: Session, taken: readonly {name: StepName; a: number; b: number}[]) {
  await session.start();
  for (const {name, a, b} of taken) await session.take(steps[name], a, b);
  await session.settle();
  session.compare();
  return session;
}

const isDifference = ({cause}: Error) => cause instanceof assert.AssertionError;

/** The control: as clients often count, one more for each message that comes in. */
function countByIncrements(batch: EventBatch, held: Counters | null): EventBatch {
  let counters = held;
  const events = batch.events.flatMap((event): EventBatch['events'] => {
    if (event.__typename === 'SmsCountersChanged') return [];
    if (event.__typename !== 'SmsMessageAdded' || event.message.direction !== 'INBOUND' || !counters)
      return [event];
    counters = {...counters, version: counters.version + 1, unreadMessages: counters.unreadMessages + 1};
    return [event, {__typename: 'SmsCountersChanged', counters}];
  });
  return {...batch, events};
}

const schema = buildSchema(readFileSync(new URL('../../schema/sms-chat.graphql', import.meta.url), 'utf8'));
/** Whatever the contract has, or comes to have. */
const EVENTS = schema
  .getPossibleTypes(schema.getType('SmsEvent') as GraphQLAbstractType)
  .map(({name}) => name);
const MUTATIONS = Object.keys(schema.getMutationType()!.getFields()).map((name) => name.replace(/^sms/, ''));
const QUERIES = ['ConversationsPage', 'ThreadPage', 'InboxSnapshot', 'EventLog'];
