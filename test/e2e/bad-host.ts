import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Answer} from './helpers/site.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

const answering =
  (status: number, type: string, content: string): Answer =>
  (request, response) => {
    request.resume();
    response.writeHead(status, {'content-type': type}).end(content);
  };

const page = '<!doctype html><title>Welcome</title><h1>Welcome</h1>';
const wrongSchema = JSON.stringify({errors: [{message: 'Cannot query field "smsService" on type "Query".'}]});

/** What a host's endpoint does, what the agent is told, and what the page hears. */
const hosts: Record<string, {answer: Answer; says: RegExp; code: string}> = {
  'cannot be reached': {
    answer: (request) => request.socket.destroy(),
    says: /^The server cannot be reached\.$/,
    code: 'NETWORK',
  },
  'answers 404': {
    answer: answering(404, 'text/html', page),
    says: /^The address set for this inbox does not answer as one\.$/,
    code: 'NOT_GRAPHQL',
  },
  'answers a page of HTML': {
    answer: answering(200, 'text/html', page),
    says: /^The address set for this inbox does not answer as one\.$/,
    code: 'NOT_GRAPHQL',
  },
  'answers JSON that is no GraphQL': {
    answer: answering(200, 'application/json', '{"hello":"world"}'),
    says: /^The address set for this inbox does not answer as one\.$/,
    code: 'NOT_GRAPHQL',
  },
  'answers a list': {
    answer: answering(200, 'application/json', '[{"data":{}}]'),
    says: /^The address set for this inbox does not answer as one\.$/,
    code: 'NOT_GRAPHQL',
  },
  'answers 401': {
    answer: answering(401, 'application/json', '{}'),
    says: /^You are signed out\./,
    code: 'UNAUTHENTICATED',
  },
  'answers 500': {
    answer: answering(500, 'text/html', page),
    says: /^The server cannot answer at the moment\.$/,
    code: 'UNAVAILABLE',
  },
  'serves another schema': {
    answer: answering(400, 'application/graphql-response+json', wrongSchema),
    says: /^This inbox and its server do not fit together/,
    code: 'UNSUPPORTED_HOST',
  },
};

describe('a host that', () => {
  for (const [what, {answer, says, code}] of Object.entries(hosts)) {
    it(`${what}: says so in plain words, tells the page, and works after Try again once it is well`, async () => {
      const account = await world.account();
      const id = await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
      const site = await world.site();
      site.answer = answer;

      const inbox = await world.open(account.kim, {site});

      await inbox.notice(says).waitFor();
      // It is told once: by the notice, which stands there also where neither list nor thread does.
      const isToldOnce = async (failed: string) => {
        const told = [inbox.text(failed), inbox.text(says), inbox.button('Try again')];
        assert.deepEqual(await Promise.all(told.map((locator) => locator.count())), [1, 1, 1]);
        const aloud = inbox.page.locator('[role=status], [role=alert]').filter({hasText: failed});
        assert.equal(await aloud.count(), 0);
      };
      await eventually(async () => {
        await isToldOnce('The conversations could not be loaded.');
        assert.equal(await inbox.text(/^Select a conversation/).count(), 0);
      });
      await inbox.element.evaluate((element, id) => element.setAttribute('conversation-id', id), id);
      await eventually(() => isToldOnce('The messages could not be loaded.'));
      const {detail} = await inbox.hears('sms-chat-error');
      assert.equal(detail.code, code);
      assert.equal(typeof detail.operation, 'string');
      assert.equal(typeof detail.retryable, 'boolean');
      await inbox.button('Try again').first().waitFor();
      site.answer = null;
      await inbox.tryAgain('Try again', inbox.row('Hello'));
      await inbox.message('Hello').waitFor();
      await inbox.live();
    });

    it(`${what} all of a sudden: keeps what was typed and sent`, async () => {
      const account = await world.account();
      const person = stranger();
      await addThread(account, {with: person, messages: [{body: 'Hello'}]});
      const inbox = await world.open(account.kim);
      await inbox.openThread('Hello');
      await inbox.live();
      const {site} = inbox;
      site.answer = answer;

      await inbox.sendMessage('Sent meanwhile');
      await inbox.write('Typed meanwhile');

      assert.equal((await inbox.hears('sms-chat-error')).detail.code, code);
      await inbox.message('Sent meanwhile').waitFor();
      site.answer = null;
      await eventually(async () => {
        for (const name of ['Retry', 'Try now', 'Try again']) {
          const [button] = await inbox.button(name).all();
          await button?.click({timeout: 500}).catch(() => undefined);
        }
        assert.equal(world.carrier.takenFor(person.address).length, 1);
      });
      await inbox.bubble('Sent meanwhile').getByText('Delivered').waitFor();
      assert.equal(await inbox.composer.inputValue(), 'Typed meanwhile');
    });
  }
});

describe('an auth function', () => {
  const failing = {
    'that throws': `() => { throw new Error('a secret of the page') }`,
    'that rejects': `async () => { throw new Error('a secret of the page') }`,
    'that gives no token': `async () => ({})`,
  };
  for (const [what, auth] of Object.entries(failing)) {
    it(`${what}: says so in plain words, tells the page, and works after Try again once it is well`, async () => {
      const account = await world.account();
      await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});

      const inbox = await world.open(account.kim, {
        script: `let auth = ${auth};
          document.querySelector('sms-chat').auth = () => auth();
          window.mend = () => (auth = async () => ({token: window.token}));`,
      });

      await inbox.notice('Signing in did not work.').waitFor();
      assert.equal((await inbox.hears('sms-chat-error')).detail.code, 'AUTH_FAILED');
      assert.equal(JSON.stringify(await inbox.heard()).includes('secret'), false);
      await inbox.page.evaluate(() => (globalThis as unknown as {mend(): void}).mend());
      await inbox.tryAgain('Try again', inbox.row('Hello'));
    });
  }
});
