import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Backoff} from '../../src/state/backoff.js';
import {ManualEnvironment} from '../helpers/manual-environment.js';

function fixture(chance = 0.999_999) {
  const environment = new ManualEnvironment();
  environment.chance = () => chance;
  return {environment, backoff: new Backoff(environment)};
}

const seconds = (ms: number) => Math.round(ms / 100) / 10;

describe('backoff', () => {
  it('doubles the bound with each failure, up to 30 s', () => {
    const {backoff} = fixture();
    const waits = Array.from({length: 9}, () => seconds(backoff.next(1006)));
    assert.deepEqual(waits, [0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('waits any time between nothing and the bound', () => {
    for (const chance of [0, 0.25, 0.5]) {
      const {backoff} = fixture(chance);
      backoff.next(1006);
      assert.equal(backoff.next(1006), chance * 1000);
    }
  });

  it('spreads the clients of a host that restarts over 8 s, also those that come before it is back', () => {
    for (const code of [1012, 1013]) {
      const {backoff} = fixture();
      assert.equal(seconds(backoff.next(code)), 8);
      assert.equal(seconds(backoff.next(1006)), 8);
      backoff.live();
      assert.equal(seconds(backoff.next(1006)), 2);
    }
  });

  it('starts high where the host is overloaded or broken', () => {
    for (const code of [1011, 4429, 4500]) assert.equal(seconds(fixture().backoff.next(code)), 8);
  });

  it('starts afresh only after 30 s of a good connection', () => {
    const {backoff, environment} = fixture();
    for (let i = 0; i < 4; i++) backoff.next(1006);
    backoff.live();
    environment.jump(29_000);
    assert.equal(seconds(backoff.next(1006)), 8);
    backoff.live();
    environment.jump(30_000);
    assert.equal(seconds(backoff.next(1006)), 0.5);
  });

  it('allows twelve attempts in any minute, whatever chance says', () => {
    const {backoff, environment} = fixture(0);
    const start = environment.now();
    for (let i = 0; i < 24; i++) {
      backoff.attempt();
      environment.jump(backoff.next(1000));
    }
    assert.ok(environment.now() - start >= 120_000);
  });

  it('forgets all that when somebody asks for an attempt', () => {
    const {backoff} = fixture(0);
    for (let i = 0; i < 12; i++) backoff.attempt();
    assert.equal(backoff.rest(), 60_500);
    backoff.reset();
    assert.equal(backoff.rest(), 0);
  });
});
