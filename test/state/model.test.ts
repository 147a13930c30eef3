/**
 * Whatever happens at the host, in the network and in the element, in whatever order: once all is delivered, what the
 * store shows is what a fresh look at the host would show. `RUNS=10000 npm test -- unit` runs more histories than
 * usual; `SEED=…` repeats those of another run.
 */
import assert from 'node:assert/strict';
import {after, describe, it} from 'node:test';
import fc from 'fast-check';
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
        const session = new Session(setup);
        await session.start();
        for (const {name, a, b} of setup.steps) await session.take(steps[name], a, b);
        await session.settle();
        session.compare();
        for (const event of session.host.log) seen.add(event.__typename);
        for (const {name} of session.api.requests) seen.add(name);
        resyncs += session.resyncs;
        session.stop();
      }),
      {numRuns: RUNS, seed: SEED, includeErrorInReport: true},
    );
  });

  it('had every event and every mutation in it', () => {
    const missing = [...EVENTS, ...OPERATIONS].filter((name) => !seen.has(name));
    assert.deepEqual(missing, [], `with SEED=${SEED}`);
    assert.ok(resyncs > 0);
  });
});

const EVENTS = [
  'SmsMessageAdded',
  'SmsMessageChanged',
  'SmsConversationChanged',
  'SmsConversationRemoved',
  'SmsAllRead',
  'SmsCountersChanged',
  'SmsContactChanged',
  'SmsContactRemoved',
  'SmsSendersChanged',
  'SmsTemplatesChanged',
];
const OPERATIONS = [
  'SendMessage',
  'MarkRead',
  'MarkAllRead',
  'CloseConversation',
  'OpenConversation',
  'CreateContact',
  'ConversationsPage',
  'ThreadPage',
  'InboxSnapshot',
  'EventLog',
];
