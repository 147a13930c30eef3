import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {sql} from 'kysely';
import {loadDemoAccount} from '../../demo/seed/load.js';
import type {DemoAccount} from '../../demo/seed/types.js';
import {openPglite} from '../../server/db/database.js';
import type {Database} from '../../server/db/database.js';

describe('loading the demo account', () => {
  let db: Database;
  let account: DemoAccount;

  before(async () => {
    db = await openPglite();
    account = await loadDemoAccount(db, {now: new Date('2026-04-14T03:20:00.000Z')});
  });
  after(() => db.destroy());

  /** How many rows a query finds that should not be there. */
  async function count(query: string): Promise<number> {
    const {rows} = await sql<{
      n: number;
    }>`SELECT count(*)::int AS n FROM (${sql.raw(query)}) AS found`.execute(db);
    return rows[0]!.n;
  }

  it('stores every conversation, message and contact', async () => {
    const messages = account.conversations.reduce((sum, thread) => sum + thread.messages.length, 0);
    assert.equal(await count('SELECT 1 FROM message'), messages);
    assert.equal(await count('SELECT 1 FROM conversation'), account.conversations.length);
    assert.equal(await count('SELECT 1 FROM contact'), account.contacts.length);
  });

  it('gives the account the sums of its unread messages and conversations', async () => {
    const wrong = `
      SELECT 1 FROM account a
      WHERE unread_messages <> (SELECT sum(unread_count) FROM conversation WHERE account_id = a.id)
         OR unread_conversations <> (SELECT count(*) FROM conversation WHERE account_id = a.id AND unread_count > 0)`;
    assert.equal(await count(wrong), 0);
  });

  it('gives each conversation the count of inbound messages after its read position', async () => {
    const wrong = `
      SELECT 1 FROM conversation c
      WHERE unread_count <> (SELECT count(*) FROM message m
        WHERE m.account_id = c.account_id AND m.conversation_id = c.id
          AND direction = 'INBOUND' AND position > c.read_position)`;
    assert.equal(await count(wrong), 0);
  });

  it('gives each conversation its newest message, and that message’s position, sender and time', async () => {
    const wrong = `
      SELECT 1 FROM conversation c JOIN message m
        ON m.account_id = c.account_id AND m.conversation_id = c.id AND m.position = c.last_position
      WHERE m.id <> c.last_message_id OR m.sender_id <> c.last_sender_id OR m.created_at <> c.last_activity_at
         OR EXISTS (SELECT 1 FROM message n WHERE n.account_id = c.account_id
              AND n.conversation_id = c.id AND n.position > c.last_position)`;
    assert.equal(await count(wrong), 0);
    const withLast = 'SELECT 1 FROM conversation c JOIN message m ON m.id = c.last_message_id';
    assert.equal(await count(withLast), account.conversations.length);
  });

  it('links each conversation to the contact with its number', async () => {
    const wrong = `
      SELECT 1 FROM conversation c LEFT JOIN contact k ON k.account_id = c.account_id AND k.address = c.address
      WHERE k.id IS DISTINCT FROM c.contact_id`;
    assert.equal(await count(wrong), 0);
  });

  it('leaves nothing to send', async () => {
    assert.equal(await count('SELECT 1 FROM send_job'), 0);
    assert.equal(await count("SELECT 1 FROM message WHERE delivery_status = 'QUEUED'"), 0);
  });

  it('knows delivery of what was sent, and of nothing else', async () => {
    const wrong = "SELECT 1 FROM message WHERE (direction = 'OUTBOUND') <> (delivery_status IS NOT NULL)";
    assert.equal(await count(wrong), 0);
  });
});
