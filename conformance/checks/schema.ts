import {readFile} from 'node:fs/promises';
import {
  buildClientSchema,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getIntrospectionQuery,
} from 'graphql';
import type {GraphQLSchema, IntrospectionQuery} from 'graphql';
import {NotVerified, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {HostUnderTest} from '../host-under-test.js';

/** As far from the package's root as the bundle is, dist/conformance/cli.js. */
const contract = new URL('../../schema/sms-chat.graphql', import.meta.url);

/** Whether the host tells its schema. */
export async function introspects(host: HostUnderTest): Promise<boolean> {
  const {data} = await host.agent.ask<{__type: {name: string} | null}>(
    '{ __type(name: "SmsMessage") { name } }',
  );
  return data?.__type?.name === 'SmsMessage';
}

async function schemaOf(host: HostUnderTest): Promise<GraphQLSchema> {
  if (await introspects(host)) {
    return buildClientSchema(
      await host.agent.data<IntrospectionQuery>(getIntrospectionQuery({descriptions: false})),
    );
  }
  if (!host.adapter.schema) {
    throw new NotVerified('The host refuses introspection, and the adapter has no schema().');
  }
  return buildSchema(await host.hook('schema')());
}

/** Types and values may be added; defaults may not change, since clients leave them out. */
const notAdditive = (type: string) => type === 'ARG_DEFAULT_VALUE_CHANGE';

export const schemaChecks: Check[] = [
  {
    rule: 'SCHEMA',
    title: 'The host’s schema has everything of the contract; what differs was added',
    async run(host) {
      const ours = buildSchema(await readFile(contract, 'utf8'));
      const theirs = await schemaOf(host);
      const changes = [
        ...findBreakingChanges(ours, theirs).filter(({type}) => !type.startsWith('DIRECTIVE')),
        ...findDangerousChanges(ours, theirs).filter(({type}) => notAdditive(type)),
      ].filter(({description}) => /\bSms|\bsms|Query|Mutation|Subscription/.test(description));
      expect(changes.length === 0, changes.map(({description}) => description).join(' '));
    },
  },
  {
    rule: 'SCHEMA',
    title: 'smsService speaks protocol 1, with limits that the widget can work with',
    async run(host) {
      const {protocol, limits, counting, mergeSyntax} = host.service;
      expectEqual(protocol, 1, 'smsService.protocol');
      for (const [name, value] of Object.entries(limits)) expect(value > 0, `limits.${name} is ${value}`);
      expect([8, 16].includes(counting.referenceBits), `counting.referenceBits is ${counting.referenceBits}`);
      expect(counting.maxParts > 0, `counting.maxParts is ${counting.maxParts}`);
      expect(mergeSyntax.open && mergeSyntax.close, 'mergeSyntax has no delimiters');
      expect(/^[A-Z]{2}$/.test(host.account.country), `smsAccount.country is “${host.account.country}”`);
    },
  },
  {
    rule: 'SCHEMA',
    title: 'Times are in UTC, with milliseconds, as RFC 3339 writes them',
    async run(host) {
      const {agent} = host;
      const thread = await host.thread();
      const start = await agent.head();
      await agent.send(thread.id, 'At what time?');
      await agent.settled();
      await agent.eventsAfter(start);
      const {wrongTimes} = host.observations;
      expect(wrongTimes.length === 0, `${wrongTimes.length} times, such as: ${wrongTimes[0]}`);
    },
  },
];
