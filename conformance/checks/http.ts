import {serverAudits} from 'graphql-http';
import {NotVerified, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import * as documents from '../client/documents.js';
import {exchange} from '../client/exchange.js';
import type {Answer, GraphqlError} from '../client/types.js';
import type {HostUnderTest} from '../host-under-test.js';
import {introspects} from './schema.js';

const codes = ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'];

/** The audits of the graphql-http package, asked as an agent of the account. */
function auditsOf(host: HostUnderTest) {
  const fetchFn = async (url: string, init: RequestInit = {}) => {
    const body = init.body as string | undefined;
    if (body?.includes('__type(') && !(await introspects(host))) {
      throw new NotVerified('This audit asks for introspection, which the host refuses.');
    }
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${host.agent.token}`,
    };
    return exchange(url, {method: init.method ?? 'GET', headers, body});
  };
  return serverAudits({url: host.endpoint, fetchFn});
}

const audits = serverAudits({url: 'http://localhost'});

const mustAudits = audits
  .filter(({name}) => name.startsWith('MUST'))
  .map(({id, name}): Check => ({
    rule: 'R25',
    title: `GraphQL over HTTP ${id}: ${name}`,
    async run(host) {
      const result = await auditsOf(host)
        .find((audit) => audit.id === id)!
        .fn();
      expect(result.status === 'ok', 'reason' in result ? result.reason : '');
    },
  }));

async function post(host: HostUnderTest, body: string, authorization?: string): Promise<Answer> {
  const response = await exchange(host.endpoint, {
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...(authorization === undefined ? {} : {authorization}),
    },
    body,
  });
  const text = await response.text();
  try {
    return {...(JSON.parse(text) as Answer), status: response.status};
  } catch {
    return {status: response.status, errors: []};
  }
}

function codeOf({errors, data}: Answer<unknown>): string {
  if (!errors?.length) return data ? 'data' : 'no errors';
  return errors[0]!.extensions?.code ?? 'an error without extensions.code';
}

/** What a host may tell about its own trouble: not how it is built. */
function expectMasked({message}: GraphqlError): void {
  const leak =
    /\bat [^\n]+:\d+:\d+|\b(select|insert|update|delete)\b .*\b(from|into|set)\b|ECONNREFUSED|\/node_modules\//i;
  expect(!leak.test(message), `an error tells how the host is built: ${message}`);
}

export const httpChecks: Check[] = [
  ...mustAudits,
  {
    rule: 'R25',
    title: 'GraphQL over HTTP: what it says SHOULD be (reported, not required)',
    async run(host) {
      for (const audit of auditsOf(host).filter(({name}) => name.startsWith('SHOULD'))) {
        const result = await audit.fn();
        if (result.status !== 'ok')
          host.remark(`R25 GraphQL over HTTP ${audit.id}: ${audit.name}: ${result.reason}`);
      }
    },
  },
  {
    rule: 'R25',
    title: 'A token that is missing or wrong is UNAUTHENTICATED',
    async run(host) {
      const body = JSON.stringify({query: documents.session});
      for (const authorization of [
        undefined,
        'Bearer ',
        'Bearer not.a.token',
        `Basic ${btoa('kim:secret')}`,
      ]) {
        const answer = await post(host, body, authorization);
        expectEqual(
          codeOf(answer),
          'UNAUTHENTICATED',
          `the answer to authorization “${authorization ?? ''}”`,
        );
        expect(!answer.data?.smsAccount, 'an answer without a good token holds data');
      }
    },
  },
  {
    rule: 'R25',
    title: 'Requests that no client may make are BAD_USER_INPUT',
    async run(host) {
      const {agent} = host;
      const wrong: [string, string, Record<string, unknown>][] = [
        ['a document that does not parse', '{ smsSyncCursor', {}],
        ['a field that does not exist', '{ smsNothing }', {}],
        ['a variable that is missing', documents.conversation, {}],
        ['a variable of the wrong type', documents.conversation, {id: {not: 'an id'}}],
        ['an input without its fields', documents.sendMessage, {input: {}}],
        ['an enum value that does not exist', documents.conversations, {filter: {state: 'SOMEWHERE'}}],
        ['a negative page size', documents.conversations, {first: -1}],
      ];
      for (const [what, query, variables] of wrong) {
        expectEqual(codeOf(await agent.ask(query, variables)), 'BAD_USER_INPUT', `the answer to ${what}`);
      }
    },
  },
  {
    rule: 'R25',
    title: 'What is no request, and a request of a megabyte, are refused, and the host goes on',
    async run(host) {
      const authorization = `Bearer ${host.agent.token}`;
      for (const body of ['', '[', 'null', '[]', '{"query": 1}', '"text"']) {
        const answer = await post(host, body, authorization);
        expect(
          answer.status >= 400 && answer.status < 500,
          `${body || 'an empty body'}: HTTP ${answer.status}`,
        );
      }
      const thread = await host.thread();
      const input = {
        clientMessageId: crypto.randomUUID(),
        conversationId: thread.id,
        body: 'x'.repeat(1_000_000),
      };
      // A host may stop to read, which cuts the request off.
      const large = await post(
        host,
        JSON.stringify({query: documents.sendMessage, variables: {input}}),
        authorization,
      ).catch(() => null);
      const sent = (large?.data as {smsSendMessage?: {message: unknown}} | null | undefined)?.smsSendMessage
        ?.message;
      expect(!sent, 'a message of a million characters was accepted');
      await host.agent.head();
    },
  },
  {
    rule: 'R25',
    title: 'Who sends too much is RATE_LIMITED, with retryAfterMs',
    needs: ['rateLimited'],
    async run(host) {
      const {id} = await host.thread();
      const token = await host.hook('rateLimited')();
      const input = {clientMessageId: crypto.randomUUID(), conversationId: id, body: 'Too much'};
      const answer = await post(
        host,
        JSON.stringify({query: documents.sendMessage, variables: {input}}),
        `Bearer ${token}`,
      );
      const payload = (answer.data?.smsSendMessage ?? {}) as {
        error?: {code: string; retryAfterMs: number | null};
      };
      const code = payload.error?.code ?? codeOf(answer);
      const wait = payload.error?.retryAfterMs ?? answer.errors?.[0]?.extensions?.retryAfterMs;
      expectEqual(code, 'RATE_LIMITED', 'the answer to one send too many');
      expect(typeof wait === 'number' && wait > 0, `retryAfterMs is ${wait}`);
    },
  },
  {
    rule: 'R25',
    title: 'In an outage errors are UNAVAILABLE or INTERNAL, and tell nothing of the inside',
    needs: ['outage'],
    async run(host) {
      const end = await host.hook('outage')();
      try {
        const answer = await host.agent.ask(documents.counters);
        const code = codeOf(answer);
        expect(code === 'UNAVAILABLE' || code === 'INTERNAL', `the answer in an outage is ${code}`);
        answer.errors?.forEach(expectMasked);
      } finally {
        await end();
      }
      await host.agent.head();
    },
  },
  {
    rule: 'R25',
    title: 'Every system error of this run carried one of the codes',
    async run(host) {
      await host.agent.ask('{ smsNothing }');
      for (const error of host.observations.errors) {
        const code = error.extensions?.code;
        expect(code && codes.includes(code), `“${error.message}” has the code ${code ?? 'none'}`);
        if (code === 'RATE_LIMITED')
          expect(error.extensions?.retryAfterMs, 'RATE_LIMITED without retryAfterMs');
      }
    },
  },
];
