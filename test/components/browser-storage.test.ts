import {expect, waitUntil} from '@open-wc/testing';
import {deleteDB, openDB} from 'idb';
import {ChatError} from '../../src/state/api/chat-error.js';
import {
  openBrowserStorage,
  type BrowserStorage,
  type Persistence,
  type TabNews,
} from '../../src/state/browser-storage.js';
import type {OutboxMessage} from '../../src/state/model.js';

const NAME = 'test|account|agent';

function messageOf(clientMessageId: string, parts: Partial<OutboxMessage> = {}): OutboxMessage {
  return {
    clientMessageId,
    conversationId: 'conversation-1',
    senderId: null,
    body: `Body of ${clientMessageId}`,
    preview: '',
    createdAt: 1,
    sequence: 1,
    seenPosition: null,
    state: 'queued',
    heldBecause: null,
    error: null,
    ...parts,
  };
}

const draftOf = (body: string) => ({body, senderId: null});

describe('browser storage', () => {
  const opened: BrowserStorage[] = [];

  function open(name = NAME, persistence: Persistence = 'full'): BrowserStorage {
    const storage = openBrowserStorage(name, persistence)!;
    opened.push(storage);
    return storage;
  }

  afterEach(async () => {
    for (const storage of opened.splice(0)) storage.close();
    for (const name of [NAME, 'test|account|other']) await deleteDB(`sms-chat:${name}`);
  });

  it('connects anew where the connection to the database is lost, and where it could not be opened', async () => {
    // By its version, it can't be opened.
    const refused = 'sms-chat:test|account|other';
    (await openDB(refused, 2)).close();
    const {transaction} = IDBDatabase.prototype;
    const {open: openDatabase} = IDBFactory.prototype;
    const lost = new Set<IDBDatabase>();
    let isLosing = false;
    let refusals = 1;
    IDBFactory.prototype.open = function (...args) {
      return refusals-- > 0 ? openDatabase.call(this, refused, 1) : openDatabase.apply(this, args);
    };
    IDBDatabase.prototype.transaction = function (...args) {
      if (isLosing) lost.add(this);
      isLosing = false;
      if (lost.has(this))
        throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
      return transaction.apply(this, args);
    };
    try {
      const storage = open();
      await storage.saveDraft('conversation-1', draftOf('Dear Jane'));
      isLosing = true;
      await Promise.all([
        storage.fileMessage(messageOf('a')),
        storage.saveDraft('conversation-2', draftOf('Hi')),
      ]);
      const {drafts, outbox} = await storage.load();
      expect([...drafts.keys()]).to.deep.equal(['conversation-2']);
      expect(outbox.map(({clientMessageId}) => clientMessageId)).to.deep.equal(['a']);
      expect(lost.size).to.equal(1);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
      IDBFactory.prototype.open = openDatabase;
    }
  });

  it('gives back after a reload what it was given', async () => {
    const before = open();
    await before.saveDraft('conversation-1', draftOf('Dear Jane'));
    await before.fileMessage(messageOf('b', {conversationId: 'conversation-2', createdAt: 2}));
    await before.fileMessage(messageOf('a', {conversationId: 'conversation-2', createdAt: 1}));
    before.close();
    const {drafts, outbox} = await open().load();
    expect([...drafts].map(([id, {body}]) => [id, body])).to.deep.equal([['conversation-1', 'Dear Jane']]);
    expect(outbox.map(({clientMessageId}) => clientMessageId)).to.deep.equal(['a', 'b']);
  });

  it('takes the draft and files the message in one transaction that reaches the disk', async () => {
    const transactions: [string[], string | undefined][] = [];
    const {transaction} = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === 'readwrite') transactions.push([[stores].flat() as string[], options?.durability]);
      return transaction.call(this, stores, mode, options);
    };
    try {
      const storage = open();
      await storage.saveDraft('conversation-1', draftOf('Hello'));
      transactions.length = 0;
      await storage.fileMessage(messageOf('a'));
      expect(transactions).to.deep.equal([[['drafts', 'outbox'], 'strict']]);
      const {drafts, outbox} = await storage.load();
      expect(drafts.size).to.equal(0);
      expect(outbox).to.have.length(1);
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
  });

  it('keeps the draft where the message cannot be filed', async () => {
    const storage = open();
    await storage.saveDraft('conversation-1', draftOf('Hello'));
    const uncloneable = {...messageOf('a'), body: (() => '') as unknown as string};
    let failed = false;
    await storage.fileMessage(uncloneable).catch(() => (failed = true));
    expect(failed).to.equal(true);
    expect((await storage.load()).drafts.get('conversation-1')?.body).to.equal('Hello');
  });

  it('does not bring back a message by an update that comes too late', async () => {
    const storage = open();
    await storage.fileMessage(messageOf('a'));
    await storage.updateMessage(messageOf('a', {state: 'sending'}));
    expect((await storage.load()).outbox[0]?.state).to.equal('sending');
    await storage.forgetMessage('a');
    await storage.updateMessage(messageOf('a', {state: 'held'}));
    expect((await storage.load()).outbox).to.deep.equal([]);
  });

  it('passes over records that it does not understand', async () => {
    await open().fileMessage(messageOf('good'));
    const database = await openDB(`sms-chat:${NAME}`);
    const broken = [
      null,
      42,
      'text',
      {},
      {...messageOf('x'), createdAt: 'yesterday'},
      {...messageOf('y'), body: null},
    ];
    for (const [i, record] of broken.entries()) await database.put('outbox', record, `broken-${i}`);
    for (const [i, record] of [null, 7, {body: 3}].entries())
      await database.put('drafts', record, `broken-${i}`);
    database.close();
    const {drafts, outbox} = await open().load();
    expect(outbox.map(({clientMessageId}) => clientMessageId)).to.deep.equal(['good']);
    expect(drafts.size).to.equal(0);
  });

  it('never shows one identity what belongs to another', async () => {
    const mine = open();
    await mine.saveDraft('conversation-1', draftOf('mine'));
    await mine.fileMessage(messageOf('a', {conversationId: 'conversation-2'}));
    const theirs = open('test|account|other');
    const {drafts, outbox} = await theirs.load();
    expect([drafts.size, outbox.length]).to.deep.equal([0, 0]);
    await theirs.clear();
    expect((await mine.load()).outbox).to.have.length(1);
  });

  it('files no message where only drafts are to be kept, and sends none that was', async () => {
    await open().fileMessage(messageOf('before'));
    const storage = open(NAME, 'drafts');
    await storage.saveDraft('conversation-1', draftOf('Hello'));
    await storage.fileMessage(messageOf('a'));
    const {drafts, outbox} = await storage.load();
    expect([drafts.size, outbox.length]).to.deep.equal([0, 0]);
  });

  it('opens nothing where nothing is to be kept', () => {
    expect(openBrowserStorage(NAME, 'none')).to.equal(null);
  });

  it('forgets everything, also while another tab has it open, and can be used again', async () => {
    const [tab, other] = [open(), open()];
    await other.load();
    await tab.fileMessage(messageOf('a'));
    await tab.clear();
    expect((await other.load()).outbox).to.deep.equal([]);
    await tab.fileMessage(messageOf('b'));
    expect((await other.load()).outbox).to.have.length(1);
  });

  it('keeps why a message was refused', async () => {
    const error = new ChatError('OPTED_OUT', 'The recipient has opted out.', {
      refusal: true,
      retryable: false,
    });
    const storage = open();
    await storage.fileMessage(messageOf('a'));
    await storage.updateMessage(messageOf('a', {state: 'refused', error}));
    const [{error: kept}] = (await open().load()).outbox as [OutboxMessage];
    expect([kept?.code, kept?.message, kept?.refusal]).to.deep.equal([error.code, error.message, true]);
  });

  it('tells other tabs of the same agent what to read again, and nothing of what it says', async () => {
    const heard: TabNews[] = [];
    const strangers: unknown[] = [];
    const [tab, other, stranger] = [open(), open(), open('test|account|other')];
    for (const storage of [tab, other, stranger]) await storage.load();
    other.onNews = (news) => heard.push(news);
    tab.onNews = stranger.onNews = (news) => strangers.push(news);
    await tab.saveDraft('conversation-1', draftOf('secret'), {tab: 1});
    await tab.fileMessage(messageOf('a', {body: 'secret'}), {tab: 2});
    await tab.updateMessage(messageOf('a', {state: 'held', body: 'secret'}));
    await tab.forgetMessage('a');
    await tab.clear();
    await waitUntil(() => heard.at(-1)?.cleared);
    expect(heard).to.deep.equal([
      {conversationId: 'conversation-1', edits: {tab: 1}},
      {conversationId: 'conversation-1', edits: {tab: 2}},
      {},
      {},
      {cleared: true},
    ]);
    expect(strangers).to.deep.equal([]);
  });
});
