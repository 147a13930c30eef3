/** The adapter over real HTTP: what a host, or what stands in its place, may answer. */
import assert from 'node:assert/strict';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, describe, it} from 'node:test';
import {ChatError, type ChatErrorCode} from '../../src/state/api/chat-error.js';
import {GraphQLChatApi} from '../../src/state/api/graphql-chat-api.js';
import {countersSnapshot, eventLog, sendMessage} from '../../src/state/api/operations.js';
import {toChatError} from '../../src/state/api/response-error.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const input = {
  clientMessageId: 'id',
  conversationId: 'conversation-1',
  body: 'a private text',
};
const JSON_TYPE = 'application/graphql-response+json';

function answer(status: number, body: unknown, type = JSON_TYPE): Handler {
  return (_, response) =>
    response
      .writeHead(status, {'content-type': type})
      .end(typeof body === 'string' ? body : JSON.stringify(body));
}

function errors(code?: string, message = 'No.', extra: object = {}): object {
  return {errors: [{message, extensions: {...(code && {code}), ...extra}}]};
}

describe('requests', () => {
  let server: Server;
  let handler: Handler;
  /** Reads the request itself. */
  let rawHandler: Handler | null = null;
  let url: string;

  before(async () => {
    server = createServer((request, response) => {
      if (rawHandler) rawHandler(request, response);
      else request.resume().on('end', () => handler(request, response));
    });
    // A connection that it ends between two tests would be met by the next one.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  const apiAt = (endpoint = url) =>
    new GraphQLChatApi({url: endpoint, wsUrl: endpoint.replace('http', 'ws'), credentials: 'same-origin'});

  async function failure(endpoint = url): Promise<ChatError> {
    try {
      await apiAt(endpoint).request(sendMessage, {input});
    } catch (error) {
      assert.ok(error instanceof ChatError, String(error));
      assert.ok(!`${error.message}${JSON.stringify(error)}`.includes(input.body), 'the text is not told');
      assert.equal(error.operation, 'SendMessage');
      return error;
    }
    return assert.fail('it did not fail');
  }

  const cases: readonly [string, Handler, ChatErrorCode, boolean][] = [
    ['401 with a code', answer(401, errors('UNAUTHENTICATED')), 'UNAUTHENTICATED', false],
    ['401 with HTML', answer(401, '<h1>Sign in</h1>', 'text/html'), 'UNAUTHENTICATED', false],
    ['403 without a body', answer(403, ''), 'FORBIDDEN', false],
    ['408', answer(408, ''), 'TIMEOUT', true],
    [
      '429 with a code',
      answer(429, errors('RATE_LIMITED', 'Slow.', {retryAfterMs: 3000})),
      'RATE_LIMITED',
      true,
    ],
    ['429 without a code', answer(429, errors()), 'RATE_LIMITED', true],
    ['500', answer(500, 'oops', 'text/plain'), 'UNAVAILABLE', true],
    ['502 with HTML', answer(502, '<h1>Bad gateway</h1>', 'text/html'), 'UNAVAILABLE', true],
    ['503 with a code', answer(503, errors('UNAVAILABLE')), 'UNAVAILABLE', true],
    ['200 with a code', answer(200, errors('INTERNAL')), 'INTERNAL', true],
    ['an unknown code', answer(200, errors('SOMETHING_NEW')), 'INTERNAL', true],
    ['400 with a code', answer(400, errors('BAD_USER_INPUT')), 'BAD_USER_INPUT', false],
    ['another schema, by code', answer(400, errors('GRAPHQL_VALIDATION_FAILED')), 'UNSUPPORTED_HOST', false],
    [
      'another schema, by message',
      answer(400, errors(undefined, 'Cannot query field "smsAccount" on type "Query".')),
      'UNSUPPORTED_HOST',
      false,
    ],
    ['a login page', answer(200, '<html>Sign in</html>', 'text/html'), 'NOT_GRAPHQL', true],
    ['HTML that says to be JSON', answer(200, '<html>'), 'NOT_GRAPHQL', true],
    ['nothing', answer(200, ''), 'NOT_GRAPHQL', true],
    ['null', answer(200, 'null'), 'NOT_GRAPHQL', true],
    ['no data', answer(200, {data: null}), 'NOT_GRAPHQL', false],
    ['a list', answer(200, [{data: {}}]), 'NOT_GRAPHQL', false],
    ['404', answer(404, 'Not found', 'text/plain'), 'NOT_GRAPHQL', true],
    ['a cut connection', (request) => request.socket.destroy(), 'NETWORK', true],
  ];
  for (const [what, handle, code, retryable] of cases) {
    it(`reads ${what} as ${code}`, async () => {
      handler = handle;
      const error = await failure();
      assert.equal(error.code, code);
      assert.equal(error.retryable, retryable);
    });
  }

  describe('with a new token', () => {
    const sent: [token: string, operation: string][] = [];
    /** Good tokens are `mary-2` and the like, and stand for Mary. */
    function hostWith(good: () => string): Handler {
      return (request, response) => {
        const token = String(request.headers.authorization).replace('Bearer ', '');
        let text = '';
        request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        request.on('end', () => {
          sent.push([token, /(?:query|mutation) (\w+)/.exec(text)![1]!]);
          if (token !== good()) return answer(401, errors('UNAUTHENTICATED'))(request, response);
          const id = token.split('-')[0];
          answer(200, {data: {smsAccount: {id}, smsViewer: {id}, smsEventLog: {}}})(request, response);
        });
      };
    }

    async function signedIn(second: string) {
      let token = 'mary-1';
      rawHandler = hostWith(() => token);
      const api = apiAt();
      api.auth = async () => ({token});
      let others = 0;
      api.onOtherAgent = () => others++;
      await api.request(countersSnapshot, {});
      token = second;
      sent.length = 0;
      return {api, others: () => others};
    }
    after(() => (rawHandler = null));

    it('of the same agent goes on, after asking once whose it is', async () => {
      const {api, others} = await signedIn('mary-2');
      await Promise.all([1, 2, 3].map(() => api.request(eventLog, {after: 'c', topics: null})));
      assert.equal(
        sent.filter(([token, name]) => token === 'mary-2' && name === 'CountersSnapshot').length,
        1,
      );
      assert.equal(sent.filter(([token, name]) => token === 'mary-2' && name === 'EventLog').length, 3);
      assert.equal(others(), 0);
    });

    it('of another agent sends nothing of the first one’s, and says so', async () => {
      const {api, others} = await signedIn('john-1');
      await assert.rejects(api.request(sendMessage, {input}), {code: 'UNAVAILABLE'});
      assert.deepEqual(
        sent.filter(([token]) => token === 'john-1'),
        [['john-1', 'CountersSnapshot']],
      );
      assert.equal(others(), 1);
      await api.request(eventLog, {after: 'c', topics: null});
      assert.deepEqual(sent.at(-1), ['john-1', 'EventLog']);
    });
  });

  it('says how long to wait', async () => {
    handler = answer(429, errors('RATE_LIMITED', 'Slow.', {retryAfterMs: 3000}));
    assert.equal((await failure()).retryAfterMs, 3000);
  });

  it('reads an endpoint that is not there as NETWORK', async () => {
    assert.equal((await failure('http://127.0.0.1:1/graphql')).code, 'NETWORK');
  });

  it('reads no answer in time as TIMEOUT', () => {
    for (const name of ['TimeoutError', 'AbortError']) {
      const error = toChatError(new DOMException('', name), 'SendMessage');
      assert.deepEqual([error.code, error.retryable, error.operation], ['TIMEOUT', true, 'SendMessage']);
    }
  });

  it('throws what its caller aborts it with', async () => {
    const abort = new AbortController();
    handler = () => abort.abort(new Error('not wanted any more'));
    await assert.rejects(
      apiAt().request(eventLog, {after: 'c'}, {signal: abort.signal}),
      /not wanted any more/,
    );
  });

  describe('with a token', () => {
    const seen: (string | undefined)[] = [];
    const accept =
      (good: string): Handler =>
      (request, response) => {
        seen.push(request.headers.authorization);
        const isGood = request.headers.authorization === `Bearer ${good}`;
        answer(isGood ? 200 : 401, isGood ? {data: {smsEventLog: {}}} : errors('UNAUTHENTICATED'))(
          request,
          response,
        );
      };

    it('asks for another one where it is refused, and repeats the request with it', async () => {
      seen.length = 0;
      handler = accept('b');
      const tokens = ['a', 'b'];
      const api = apiAt();
      api.auth = () => Promise.resolve({token: tokens.shift() ?? 'none'});
      await api.request(eventLog, {after: 'c'});
      assert.deepEqual(seen, ['Bearer a', 'Bearer b']);
    });

    it('asks once for all requests that were refused at the same time', async () => {
      handler = accept('b');
      const tokens = ['a', 'b', 'c'];
      const api = apiAt();
      api.auth = () => Promise.resolve({token: tokens.shift() ?? 'none'});
      await Promise.all([1, 2, 3].map(() => api.request(eventLog, {after: 'c'})));
      assert.deepEqual(tokens, ['c']);
    });

    it('gives up after the second refusal', async () => {
      seen.length = 0;
      handler = accept('never');
      const api = apiAt();
      api.auth = () => Promise.resolve({token: 'a'});
      await assert.rejects(api.request(eventLog, {after: 'c'}), {code: 'UNAUTHENTICATED'});
      assert.equal(seen.length, 2);
    });

    it('takes an auth function that comes while the first request is on its way', async () => {
      const api = apiAt();
      handler = (request, response) => {
        api.auth ??= () => Promise.resolve({token: 'b'});
        accept('b')(request, response);
      };
      await api.request(eventLog, {after: 'c'});
    });
  });
});
