import assert from 'node:assert/strict';
import {describe, it, mock} from 'node:test';
import type {AuthFunction} from '../../src/state/api/chat-api.js';
import {ChatError} from '../../src/state/api/chat-error.js';
import {TokenProvider} from '../../src/state/api/token-provider.js';

function fixture(auth?: AuthFunction) {
  let asked = 0;
  const provider = new TokenProvider();
  provider.auth = auth ?? (() => Promise.resolve({token: `token-${++asked}`}));
  return {provider, asked: () => asked};
}

const isAuthFailure = (error: unknown) => error instanceof ChatError && error.code === 'AUTH_FAILED';

describe('token provider', () => {
  it('has no token where the page gave no auth function', async () => {
    assert.equal(await new TokenProvider().get(), null);
  });

  it('asks once, however many requests wait', async () => {
    const {provider, asked} = fixture();
    const tokens = await Promise.all([provider.get(), provider.get(), provider.get()]);
    assert.deepEqual(tokens, ['token-1', 'token-1', 'token-1']);
    assert.equal(asked(), 1);
  });

  it('asks once more for a refused token, however many requests it was refused to', async () => {
    const {provider, asked} = fixture();
    const token = await provider.get();
    await Promise.all([provider.refuse(token), provider.refuse(token)]);
    assert.equal(await provider.get(), 'token-2');
    await provider.refuse(token);
    assert.equal(await provider.get(), 'token-2');
    assert.equal(asked(), 2);
  });

  for (const [what, answer] of [
    ['throws', () => Promise.reject(new Error('secret'))],
    ['gives nothing', () => Promise.resolve(null)],
    ['gives no text', () => Promise.resolve({token: 42})],
    ['gives an empty text', () => Promise.resolve({token: ''})],
  ] as const) {
    it(`says so where auth ${what}, without telling what was thrown, and asks again the next time`, async () => {
      const results: unknown[] = [answer, () => Promise.resolve({token: 'good'})];
      const {provider} = fixture(() => (results.shift() as AuthFunction)());
      await assert.rejects(
        provider.get(),
        (error: Error) => isAuthFailure(error) && !/secret/.test(error.message),
      );
      assert.equal(await provider.get(), 'good');
    });
  }

  it('does not wait for longer than ten seconds', async () => {
    mock.timers.enable({apis: ['setTimeout']});
    try {
      const {provider} = fixture(() => new Promise(() => undefined));
      const failed = assert.rejects(provider.get(), isAuthFailure);
      await Promise.resolve();
      mock.timers.tick(10_000);
      await failed;
    } finally {
      mock.timers.reset();
    }
  });

  it('tells whether another function stands for another token', async () => {
    const {provider} = fixture(() => Promise.resolve({token: 'a'}));
    await provider.get();
    assert.equal(await provider.replace(() => Promise.resolve({token: 'a'})), false);
    assert.equal(await provider.replace(() => Promise.resolve({token: 'b'})), true);
  });

  it('asks a new function once, whatever becomes of the one before', async () => {
    let fail: (error: Error) => void = () => undefined;
    const {provider} = fixture(() => new Promise((_, reject) => (fail = reject)));
    const old = assert.rejects(provider.get(), isAuthFailure);
    let asked = 0;
    provider.auth = () => Promise.resolve({token: `new-${++asked}`});
    await provider.get();
    fail(new Error('too late'));
    await old;
    assert.equal(await provider.get(), 'new-1');
  });
});
