import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {GraphQLError} from 'graphql';
import {ReferenceHost} from '../../conformance/adapters/reference-host.js';
import {ruleIds} from '../../conformance/rules.js';
import {runConformance} from '../../conformance/run.js';
import type {Report} from '../../conformance/run.js';
import {openMemory} from '../server/helpers/memory-database.js';
import {wrap} from './helpers/mutation.js';
import type {Mutant} from './helpers/mutation.js';
import {mutants} from './helpers/mutants.js';

/** One for all: making a database takes longer than the checks. Each mutant has accounts of its own. */
const db = await openMemory();
after(() => db.destroy());

/** Runs the check that should notice, and no other. */
async function examine({rule, caughtBy, options, mutate, adapter}: Mutant): Promise<Report> {
  const reference = new ReferenceHost({db, host: options, onStart: mutate});
  const {endpoint, token} = await reference.start();
  try {
    return await runConformance({
      endpoint: new URL(endpoint),
      socketUrl: new URL(endpoint.replace('http', 'ws')),
      token,
      adapter: {...hooksOf(reference), ...adapter?.(reference)},
      only: [rule],
      filter: ({title}) => title.includes(caughtBy),
      cutSeconds: 0,
      mostWaitSeconds: 8,
    });
  } finally {
    await reference.stop();
  }
}

/** The reference's functions as an adapter's module exports them. */
function hooksOf(reference: ReferenceHost) {
  const names = Object.getOwnPropertyNames(ReferenceHost.prototype).filter(
    (name) => typeof Object.getOwnPropertyDescriptor(ReferenceHost.prototype, name)?.value === 'function',
  );
  type Hook = (...args: unknown[]) => unknown;
  const bound = names
    .filter((name) => name !== 'constructor')
    .map((name) => [name, (reference as unknown as Record<string, Hook>)[name]!.bind(reference)]);
  return Object.fromEntries(bound) as Record<string, Hook>;
}

/*
 * What is only waited for goes on beside the rest. These hosts send nothing after their start, so their send
 * workers leave the others' messages alone.
 */
const slow = new Map(mutants.filter((mutant) => mutant.slow).map((mutant) => [mutant, examine(mutant)]));
for (const running of slow.values()) running.catch(() => undefined);

describe('a host that is broken is caught by the rule it breaks', () => {
  for (const mutant of [...mutants].sort((a, b) => Number(a.slow ?? false) - Number(b.slow ?? false))) {
    it(`${mutant.rule}: ${mutant.name}`, async () => {
      const {results, grade} = await (slow.get(mutant) ?? examine(mutant));
      assert.equal(results.length, 1, `one check is named “${mutant.caughtBy}”`);
      assert.equal(results[0]!.outcome, 'failed', JSON.stringify(results[0]));
      assert.doesNotMatch(results[0]!.reason, /could not be finished/);
      assert.deepEqual(grade.broken, [mutant.rule]);
      assert.equal(grade.letter, 'F');
    });
  }

  it('and every rule catches one', () => {
    const caught = new Set(mutants.map(({rule}) => rule));
    assert.deepEqual(
      ruleIds.filter((id) => !caught.has(id)),
      [],
    );
  });
});

it('a host that refuses a state of null in the filter, of which the contract says nothing, is not broken', async () => {
  const {results, grade} = await examine({
    name: '',
    rule: 'R21',
    caughtBy: 'sum of what is unread',
    mutate(host) {
      wrap(host, 'Query.smsConversations', (next) => (root, args, context) => {
        const {state} = (args.filter ?? {}) as {state?: string | null};
        if (state === null) throw new GraphQLError('no', {extensions: {code: 'BAD_USER_INPUT'}});
        return next(root, args, context);
      });
    },
  });
  assert.deepEqual(
    results.map(({outcome}) => outcome),
    ['passed'],
  );
  assert.deepEqual(grade.broken, []);
});
