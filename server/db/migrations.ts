import {Migrator, sql} from 'kysely';
import type {Kysely, Migration} from 'kysely';
import type {Tables} from './tables.js';

// Plain SQL, so that one can read it beside tables.ts; it holds for PostgreSQL 15 and later.
const inbox = `
  CREATE TABLE account (
    id text PRIMARY KEY,
    name text NOT NULL,
    country text NOT NULL,
    balance_parts integer NOT NULL,
    opt_out_words jsonb,
    cursor_tag text NOT NULL,
    head_seq bigint NOT NULL DEFAULT 0,
    head_tag text NOT NULL DEFAULT '',
    floor_seq bigint NOT NULL DEFAULT 0,
    unread_messages integer NOT NULL DEFAULT 0 CHECK (unread_messages >= 0),
    unread_conversations integer NOT NULL DEFAULT 0 CHECK (unread_conversations >= 0),
    counters_version integer NOT NULL DEFAULT 1
  );
  CREATE TABLE agent (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    display_name text NOT NULL,
    revoked_at timestamptz(3),
    PRIMARY KEY (account_id, id)
  );
  CREATE TABLE sender (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    kind text NOT NULL,
    label text NOT NULL,
    address text,
    status text NOT NULL,
    status_reason text,
    is_default boolean NOT NULL DEFAULT false,
    sort_order integer NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, id)
  );
  CREATE UNIQUE INDEX sender_inbound_address ON sender (address) WHERE kind IN ('VIRTUAL', 'SHORT_CODE');
  CREATE TABLE pool_number (address text PRIMARY KEY);
  CREATE TABLE contact (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    first_name text,
    last_name text,
    address text NOT NULL,
    search_name text NOT NULL,
    fields jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, address)
  );
  CREATE TABLE contact_list (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (account_id, id)
  );
  CREATE TABLE contact_list_member (
    account_id text NOT NULL,
    list_id text NOT NULL,
    contact_id text NOT NULL,
    PRIMARY KEY (account_id, list_id, contact_id),
    FOREIGN KEY (account_id, list_id) REFERENCES contact_list ON DELETE CASCADE,
    FOREIGN KEY (account_id, contact_id) REFERENCES contact ON DELETE CASCADE
  );
  CREATE TABLE template (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    name text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (account_id, id)
  );
  CREATE TABLE merge_field (
    account_id text NOT NULL REFERENCES account,
    key text NOT NULL,
    label text NOT NULL,
    example text,
    sort_order integer NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, key)
  );
  CREATE TABLE conversation (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    state text NOT NULL DEFAULT 'OPEN',
    address text NOT NULL,
    contact_id text,
    last_sender_id text,
    last_message_id text,
    last_activity_at timestamptz(3) NOT NULL,
    last_position integer NOT NULL DEFAULT 0,
    read_position integer NOT NULL DEFAULT 0,
    unread_count integer NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, address)
  );
  CREATE INDEX conversation_activity ON conversation (account_id, state, last_activity_at DESC, id DESC);
  CREATE INDEX conversation_unread ON conversation (account_id) WHERE unread_count > 0;
  CREATE INDEX conversation_contact ON conversation (account_id, contact_id);
  CREATE INDEX conversation_address ON conversation (address);
  CREATE TABLE opt_out (
    account_id text NOT NULL REFERENCES account,
    address text NOT NULL,
    since timestamptz(3) NOT NULL,
    PRIMARY KEY (account_id, address)
  );
  CREATE TABLE campaign (
    account_id text NOT NULL REFERENCES account,
    id text NOT NULL,
    name text NOT NULL,
    list_id text NOT NULL,
    sender_id text NOT NULL,
    body text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    done_through text NOT NULL DEFAULT '',
    finished_at timestamptz(3),
    recipients integer NOT NULL DEFAULT 0,
    skipped_opted_out integer NOT NULL DEFAULT 0,
    skipped_missing_value integer NOT NULL DEFAULT 0,
    parts integer NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, id)
  );
  CREATE TABLE message (
    account_id text NOT NULL,
    id text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    conversation_id text NOT NULL,
    position integer NOT NULL,
    direction text NOT NULL,
    body text NOT NULL,
    sender_id text,
    sender_address text,
    author_id text,
    campaign_id text,
    client_message_id text,
    content_hash text,
    delivery_status text,
    delivery_reason text,
    delivery_code text,
    delivery_retryable boolean NOT NULL DEFAULT false,
    delivery_at timestamptz(3),
    gateway_message_id text,
    parts integer,
    encoding text,
    created_at timestamptz(3) NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, conversation_id, position),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
  );
  CREATE UNIQUE INDEX message_client_id ON message (account_id, client_message_id)
    WHERE client_message_id IS NOT NULL;
  CREATE UNIQUE INDEX message_campaign ON message (account_id, campaign_id, conversation_id)
    WHERE campaign_id IS NOT NULL;
  CREATE UNIQUE INDEX message_gateway_id ON message (gateway_message_id, direction)
    WHERE gateway_message_id IS NOT NULL;
  CREATE INDEX message_sender ON message (account_id, sender_id, conversation_id) WHERE sender_id IS NOT NULL;
  CREATE TABLE send_job (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text NOT NULL,
    message_id text NOT NULL,
    conversation_id text NOT NULL,
    status text NOT NULL DEFAULT 'READY',
    not_after timestamptz(3),
    UNIQUE (account_id, message_id),
    FOREIGN KEY (account_id, message_id) REFERENCES message ON DELETE CASCADE
  );
  CREATE INDEX send_job_conversation ON send_job (account_id, conversation_id, seq);
  CREATE TABLE parked_receipt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gateway_message_id text NOT NULL,
    status text NOT NULL,
    reason text,
    code text,
    retryable boolean NOT NULL,
    at timestamptz(3) NOT NULL
  );
  CREATE INDEX parked_receipt_gateway_id ON parked_receipt (gateway_message_id);
  CREATE TABLE account_log (
    account_id text NOT NULL REFERENCES account,
    seq bigint NOT NULL,
    tag text NOT NULL,
    at timestamptz(3) NOT NULL,
    kind text NOT NULL,
    entity_id text,
    payload jsonb,
    PRIMARY KEY (account_id, seq)
  );
  CREATE INDEX account_log_at ON account_log (account_id, at);
  CREATE TABLE host_setting (key text PRIMARY KEY, value text NOT NULL)
`;

// Messages that go out part by part, and wait in a gateway for its carrier.
const parts = `
  ALTER TABLE send_job
    ADD COLUMN part integer NOT NULL DEFAULT 1,
    ADD COLUMN accepted_at timestamptz(3);
  ALTER TABLE parked_receipt ADD COLUMN part integer;
  CREATE TABLE part_report (
    account_id text NOT NULL,
    message_id text NOT NULL,
    part integer NOT NULL,
    status text NOT NULL,
    reason text,
    code text,
    retryable boolean NOT NULL,
    at timestamptz(3) NOT NULL,
    PRIMARY KEY (account_id, message_id, part, status),
    FOREIGN KEY (account_id, message_id) REFERENCES message ON DELETE CASCADE
  )
`;

// For several processes on one database.
const processes = `
  ALTER TABLE send_job ADD COLUMN lease_until timestamptz;
  CREATE INDEX send_job_ready ON send_job (seq) WHERE status = 'READY';
  CREATE UNLOGGED TABLE rate_bucket (
    key text PRIMARY KEY,
    tokens double precision NOT NULL,
    at timestamptz NOT NULL
  )
`;

// Each list of conversations in the order of an index of its own, so that a page costs the same however long it is.
const lists = `
  CREATE INDEX conversation_all_activity ON conversation (account_id, last_activity_at DESC, id DESC);
  CREATE INDEX conversation_unread_activity ON conversation (account_id, last_activity_at DESC, id DESC)
    WHERE unread_count > 0
`;

/*
 * Search. One row for each recipient, found by any piece of a name or a number through the pieces of up to three
 * characters. Built-in types do: pg_trgm looks up no term of fewer than three characters, and in a database with the
 * locale C no letter that is not ASCII. Triggers keep it, so that processes of the version before do so too, and it
 * is not conversation that is indexed because that row changes with each message.
 */
const recipients = [
  // Into numbers of eight bytes, other ones for each account, so that another's recipients are not looked at. Costly to
  // compute, which is left to the index; not for parallel plans, which take longer to begin than a search may last.
  `CREATE FUNCTION search_grams(account_id text, content text, shortest integer) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE STRICT COST 1000 AS $$
      SELECT coalesce(array_agg(DISTINCT hashtextextended(substr(content, start, size), hashtextextended(account_id, 0))), '{}')
      FROM generate_series(shortest, 3) size, generate_series(1, length(content) - size + 1) start
    $$`,
  `CREATE TABLE recipient (
    account_id text NOT NULL REFERENCES account,
    address text NOT NULL,
    search_text text NOT NULL,
    PRIMARY KEY (account_id, address)
  )`,
  `CREATE FUNCTION keep_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      changed record := coalesce(NEW, OLD);
      name text;
    BEGIN
      SELECT search_name INTO name FROM contact
        WHERE account_id = changed.account_id AND address = changed.address;
      IF FOUND OR EXISTS (
        SELECT FROM conversation WHERE account_id = changed.account_id AND address = changed.address
      ) THEN
        INSERT INTO recipient (account_id, address, search_text)
          VALUES (changed.account_id, changed.address, concat_ws(E'\\n', name, lower(changed.address)))
          ON CONFLICT (account_id, address) DO UPDATE SET search_text = excluded.search_text
            WHERE recipient.search_text <> excluded.search_text;
      ELSE
        DELETE FROM recipient WHERE account_id = changed.account_id AND address = changed.address;
      END IF;
      RETURN NULL;
    END
  $$`,
  // Before the rows that are there are read: from here on nobody adds any until all of this is committed.
  `CREATE TRIGGER conversation_recipient AFTER INSERT OR DELETE ON conversation
    FOR EACH ROW EXECUTE FUNCTION keep_recipient()`,
  `CREATE TRIGGER contact_recipient AFTER INSERT OR DELETE OR UPDATE OF search_name ON contact
    FOR EACH ROW EXECUTE FUNCTION keep_recipient()`,
  `INSERT INTO recipient (account_id, address, search_text)
    SELECT account_id, address, concat_ws(E'\\n', contact.search_name, lower(address))
    FROM contact FULL JOIN conversation USING (account_id, address)`,
  // What was added lately is searched row by row: little enough of it.
  `CREATE INDEX recipient_search ON recipient USING gin (search_grams(account_id, search_text, 1))
    WITH (gin_pending_list_limit = 256)`,
];

// How many sockets an agent has open, at all processes; not kept over a crash of the database.
const sockets = `
  CREATE UNLOGGED TABLE host_process (id text PRIMARY KEY, alive_until timestamptz NOT NULL);
  CREATE UNLOGGED TABLE socket_slot (
    account_id text NOT NULL,
    agent_id text NOT NULL,
    slot integer NOT NULL,
    process_id text NOT NULL,
    PRIMARY KEY (account_id, agent_id, slot)
  );
  CREATE INDEX socket_slot_process ON socket_slot (process_id)
`;

// When a receipt came, by the host's clock: what a carrier says may be any time.
const parkedAt = `ALTER TABLE parked_receipt ADD COLUMN parked_at timestamptz(3) NOT NULL DEFAULT now()`;

/**
 * In order of their names; a migration that has been released is never edited. While processes of two versions run
 * beside each other the older one goes on with the newer one's tables, so migrations add and do not take away.
 */
export const migrations: Record<string, Migration> = {
  '0001_inbox': statements(inbox.split(';')),
  '0002_parts': statements(parts.split(';')),
  '0003_processes': statements(processes.split(';')),
  '0004_lists': statements(lists.split(';')),
  '0005_recipients': statements(recipients),
  '0006_sockets': statements(sockets.split(';')),
  '0007_parked_at': statements([parkedAt]),
};

function statements(texts: readonly string[]): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const text of texts) await sql.raw(text).execute(db);
    },
  };
}

/**
 * Brings the database to the newest version. Throws what the failing migration threw; nothing of it stays. Of processes
 * that do this at the same time one does it, and the others wait for it (kysely takes an advisory lock).
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({db, provider: {getMigrations: async () => migrations}});
  const {error} = await migrator.migrateToLatest();
  if (error) throw error;
}
