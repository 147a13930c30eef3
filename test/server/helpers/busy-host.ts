import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {sql} from 'kysely';
import WebSocket from 'ws';
import * as operations from '../../../src/state/api/operations.js';
import {SimulatedGateway} from '../../../server/gateway/simulated.js';
import type {OutgoingMessage, SendAnswer} from '../../../server/gateway/gateway.js';
import {start} from '../../../server/start.js';
import {loadDemoAccount} from '../../../demo/seed/load.js';
import {tokenSecret} from './secret.js';

/*
 * A host that logs all it can, and a run in which much happens and much goes wrong. Prints nothing itself: what is on
 * its standard output and error is the host's. Its texts all hold SECRET, its numbers begin with 0491 570.
 */
class TroubledGateway extends SimulatedGateway {
  override async send(message: OutgoingMessage): Promise<SendAnswer> {
    if (message.body.includes('throws'))
      throw new Error(`No answer for "${message.body}"\n    at ${message.to} SECRET`);
    return super.send(message);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'sms-chat-busy-'));
const gateway = new TroubledGateway({acceptMs: 0, deliverMs: 0});
const host = await start({
  dataDir: folder,
  tokenSecret,
  gateway,
  demo: true,
  logLevel: 'trace',
  metricsPort: 0,
  // The last message has to reach the database, however fast the ones before it were sent.
  settings: {sendRate: {burst: 1000, perMinute: 1000}},
  seed: async (db) => void (await loadDemoAccount(db, {now: new Date()})),
});
const {db, core} = host;
const agent = await db.selectFrom('agent').selectAll().executeTakeFirstOrThrow();
const {address: number} = await db
  .selectFrom('sender')
  .select('address')
  .where('kind', '=', 'VIRTUAL')
  .executeTakeFirstOrThrow();
const viewer = {accountId: agent.account_id, agentId: agent.id, displayName: agent.display_name};
const {token} = await core.tokens.issue(viewer, 600);
const headers = {'content-type': 'application/json', authorization: `Bearer ${token}`};

async function ask(query: string, variables: unknown): Promise<Record<string, Record<string, unknown>>> {
  const body = JSON.stringify({query, variables});
  const response = await fetch(`${host.url}/graphql`, {method: 'POST', headers, body});
  return ((await response.json()) as {data: Record<string, Record<string, unknown>>}).data;
}

const socket = new WebSocket(`${host.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
await new Promise((resolve) => socket.on('open', resolve));
socket.send(JSON.stringify({type: 'connection_init', payload: headers}));
await new Promise((resolve) => socket.once('message', resolve));
socket.send(
  JSON.stringify({
    type: 'subscribe',
    id: '1',
    payload: {query: operations.events.document, variables: {after: 'SECRET'}},
  }),
);
socket.send('SECRET is no JSON');

for (let i = 0; i < 10; i++) {
  const handset = `+61491570${String(150 + i)}`;
  await gateway.writeFrom(handset, number!, `SECRET ${i} from a handset`);
  const opened = await ask(operations.openConversation.document, {input: {address: handset}});
  const conversationId = (opened.smsOpenConversation!.conversation as {id: string}).id;
  for (const body of ['SECRET', 'SECRET throws', 'SECRET {{nothing}}', 'SECRET\0']) {
    const input = {clientMessageId: crypto.randomUUID(), conversationId, body};
    await ask(operations.sendMessage.document, {input});
  }
  await ask(operations.createContact.document, {
    input: {address: handset, firstName: 'SECRET', fields: [{key: 'SECRET', value: 'SECRET'}]},
  });
  await ask(operations.recipients.document, {search: handset, first: 5});
  await ask(operations.conversationsPage.document, {
    filter: {search: `SECRET ${handset}`},
    first: 5,
    after: 'SECRET',
  });
  await ask(operations.threadPage.document, {id: `SECRET${handset}\0`});
  await ask(`{smsViewer {SECRET}}`, {});
  await (await fetch(`${host.url}/simulator/handsets/${encodeURIComponent(handset)}/messages?SECRET`)).text();
  await (await fetch(`${host.url}/${handset}?text=SECRET`)).text();
}
await gateway.writeFrom('+61491570150', '+61491570999', 'SECRET for nobody');
// The gateway has been asked for all of them, and has failed where it was to.
const waiting = db
  .selectFrom('message')
  .select('id')
  .where('body', 'like', 'SECRET%')
  .where('delivery_status', '=', 'QUEUED');
while ((await waiting.execute()).length > 0) await setTimeout(5);
// Trouble of the database itself, whose errors name rows.
await db.schema
  .alterTable('message')
  .addCheckConstraint('no_secret', sql`body NOT LIKE '%last one%'`)
  .execute();
await gateway.writeFrom('+61491570199', number!, 'SECRET last one').catch(() => undefined);
const opened = await ask(operations.openConversation.document, {input: {address: '+61491570199'}});
await ask(operations.sendMessage.document, {
  input: {
    clientMessageId: crypto.randomUUID(),
    conversationId: (opened.smsOpenConversation!.conversation as {id: string}).id,
    body: 'SECRET last one',
  },
});
await db.schema.alterTable('template').renameTo('template_away').execute();
await ask(operations.templates.document, {search: 'SECRET', first: 5});
await db.schema.alterTable('template_away').renameTo('template').execute();
await host.stop();
rmSync(folder, {recursive: true, force: true});
