import {Broken, expect, pause, show} from '../check.js';
import * as documents from './documents.js';
import {exchange} from './exchange.js';
import {Follower} from './follower.js';
import type {Observations} from './observations.js';
import {Stream} from './stream.js';
import type {
  Answer,
  Batch,
  ContactPayload,
  Conversation,
  ConversationPayload,
  Counters,
  LogEvent,
  Message,
  ReadPayload,
  Sender,
  SendPayload,
  SmsError,
} from './types.js';

type Variables = Record<string, unknown>;

/** How often a request that is told to wait waits, and how long at most each time. */
const patience = {times: 40, ms: 10_000};

/** One agent of an account, by token: what the widget does, over HTTP and WebSocket. */
export class Agent {
  readonly endpoint: string;
  readonly socketUrl: string;
  readonly token: string;
  readonly #observations: Observations;
  readonly #open = new Set<() => Promise<void>>();

  constructor(endpoint: string, socketUrl: string, token: string, observations: Observations) {
    this.endpoint = endpoint;
    this.socketUrl = socketUrl;
    this.token = token;
    this.#observations = observations;
  }

  /** One request, whatever comes of it; where the host asks to wait, it waits. */
  async ask<Data>(query: string, variables: Variables = {}): Promise<Answer<Data>> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#post<Data>(query, variables);
      const wait = waitOf(answer);
      if (wait === null || attempt >= patience.times) return answer;
      await pause(Math.min(wait, patience.ms));
    }
  }

  /** One request that has to work. */
  async data<Data>(query: string, variables: Variables = {}): Promise<Data> {
    const {data, errors, status} = await this.ask<Data>(query, variables);
    if (data && !errors) return data;
    const what = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query;
    throw new Broken(`${what} was answered with HTTP ${status} and ${show(errors ?? data)}`);
  }

  async #post<Data>(query: string, variables: Variables): Promise<Answer<Data>> {
    const response = await exchange(this.endpoint, {
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        authorization: `Bearer ${this.token}`,
      },
      body: JSON.stringify({query, variables}),
    });
    const text = await response.text();
    let body: Omit<Answer<Data>, 'status'>;
    try {
      body = JSON.parse(text) as typeof body;
    } catch {
      throw new Broken(`HTTP ${response.status} with what is no JSON: ${text.slice(0, 200)}`);
    }
    this.#observations.note(body.data);
    this.#observations.errors.push(...(body.errors ?? []));
    return {...body, status: response.status};
  }

  async head(): Promise<string> {
    return (await this.data<{smsSyncCursor: string}>(documents.head)).smsSyncCursor;
  }

  async counters(): Promise<Counters> {
    return (await this.data<{smsCounters: Counters}>(documents.counters)).smsCounters;
  }

  async senders(): Promise<readonly Sender[]> {
    return (await this.data<{smsSenders: Sender[]}>(documents.senders)).smsSenders;
  }

  async conversation(id: string): Promise<Conversation | null> {
    const data = await this.data<{smsConversation: Conversation | null}>(documents.conversation, {id});
    return data.smsConversation;
  }

  /** Every message of a thread, in the host's order. */
  async messages(id: string): Promise<Message[]> {
    const messages: Message[] = [];
    for (let before: string | null = null; ;) {
      const data: ThreadData = await this.data(documents.thread, {id, last: 50, before});
      const edges = data.smsConversation?.messages.edges ?? [];
      messages.unshift(...edges.map(({node}) => node));
      if (edges.length < 50) return messages;
      before = edges[0]!.cursor;
    }
  }

  async threadSnapshot(id: string): Promise<{cursor: string; messages: Message[]}> {
    const data = await this.data<ThreadData & {smsSyncCursor: string}>(documents.threadSnapshot, {id});
    const edges = data.smsConversation?.messages.edges ?? [];
    return {cursor: data.smsSyncCursor, messages: edges.map(({node}) => node)};
  }

  /** The threads on the list: up to 100 of them, or fewer where the host's pages are smaller. */
  async conversations(filter: Variables = {}): Promise<Conversation[]> {
    const data = await this.data<{smsConversations: {edges: {node: Conversation}[]}}>(
      documents.conversations,
      {
        filter,
        first: 100,
      },
    );
    return data.smsConversations.edges.map(({node}) => node);
  }

  async eventLog(after: string, variables: Variables = {}): Promise<Batch> {
    return (await this.data<{smsEventLog: Batch}>(documents.eventLog, {after, ...variables})).smsEventLog;
  }

  /** Every event after a cursor that can be replayed, page by page; of these topics, or of all. */
  async eventsAfter(after: string, topics?: readonly string[]): Promise<LogEvent[]> {
    const events: LogEvent[] = [];
    for (let cursor = after; ;) {
      const batch = await this.eventLog(cursor, {topics});
      expect(batch.resync === null, `smsEventLog answered resync ${batch.resync} to a cursor of this run`);
      expect(batch.after === cursor, `smsEventLog(after: ${cursor}) answered with after ${batch.after}`);
      events.push(...batch.events);
      if (batch.caughtUp) return events;
      expect(batch.cursor !== cursor, 'smsEventLog is not caught up, but its cursor does not advance');
      cursor = batch.cursor;
    }
  }

  /** The cursor once nothing has happened for a while: sends have been answered, receipts have come. */
  async settled(quietMs = 300): Promise<string> {
    const end = performance.now() + 30_000;
    let cursor = await this.head();
    for (let since = performance.now(); performance.now() - since < quietMs && performance.now() < end;) {
      await pause(50);
      const now = await this.head();
      if (now !== cursor) since = performance.now();
      cursor = now;
    }
    return cursor;
  }

  async trySend(conversationId: string, body: string, input: Variables = {}): Promise<SendPayload> {
    const all = {clientMessageId: crypto.randomUUID(), conversationId, body, ...input};
    return (await this.data<{smsSendMessage: SendPayload}>(documents.sendMessage, {input: all}))
      .smsSendMessage;
  }

  async send(
    conversationId: string,
    body: string,
    input: Variables = {},
  ): Promise<SendPayload & {message: Message}> {
    const payload = await this.trySend(conversationId, body, input);
    expectNoError('smsSendMessage', payload.error);
    expect(payload.message, 'smsSendMessage answered without message and without error');
    return {...payload, message: payload.message};
  }

  async tryOpen(input: Variables): Promise<ConversationPayload> {
    const data = await this.data<{smsOpenConversation: ConversationPayload}>(documents.openConversation, {
      input,
    });
    return data.smsOpenConversation;
  }

  async open(input: Variables): Promise<ConversationPayload & {conversation: Conversation}> {
    return withConversation('smsOpenConversation', await this.tryOpen(input));
  }

  async tryClose(conversationId: string, seenPosition: number): Promise<ConversationPayload> {
    const data = await this.data<{smsCloseConversation: ConversationPayload}>(documents.closeConversation, {
      input: {conversationId, seenPosition},
    });
    return data.smsCloseConversation;
  }

  /** Closes a thread in which everything has been seen. */
  async close(id: string): Promise<ConversationPayload & {conversation: Conversation}> {
    const position = (await this.conversation(id))?.lastMessage?.position ?? 0;
    return withConversation('smsCloseConversation', await this.tryClose(id, position));
  }

  async markRead(
    conversationId: string,
    upToPosition: number,
  ): Promise<ReadPayload & {conversation: Conversation}> {
    const data = await this.data<{smsMarkRead: ReadPayload}>(documents.markRead, {
      input: {conversationId, upToPosition},
    });
    const {conversation} = data.smsMarkRead;
    expectNoError('smsMarkRead', data.smsMarkRead.error);
    expect(conversation, 'smsMarkRead answered without conversation and without error');
    return {...data.smsMarkRead, conversation};
  }

  async markAllRead(upTo: string): Promise<ReadPayload> {
    const data = await this.data<{smsMarkAllRead: ReadPayload}>(documents.markAllRead, {input: {upTo}});
    expectNoError('smsMarkAllRead', data.smsMarkAllRead.error);
    return data.smsMarkAllRead;
  }

  async createContact(input: Variables): Promise<ContactPayload> {
    const data = await this.data<{smsCreateContact: ContactPayload}>(documents.createContact, {input});
    expectNoError('smsCreateContact', data.smsCreateContact.error);
    return data.smsCreateContact;
  }

  async messageByClientId(id: string): Promise<Message | null> {
    const data = await this.data<{smsMessageByClientId: Message | null}>(documents.messageByClientId, {id});
    return data.smsMessageByClientId;
  }

  subscribe(after: string, topics?: readonly string[]): Stream {
    const {socketUrl: url, token} = this;
    const stream = new Stream({url, token, after, topics, observations: this.#observations});
    this.#open.add(() => stream.dispose());
    return stream;
  }

  /** Follows the log over as many sockets as it takes. */
  follow(after: string): Follower {
    const follower = new Follower((cursor) => this.subscribe(cursor), after);
    this.#open.add(() => follower.stop());
    return follower;
  }

  /** Ends all that it still reads. */
  async hangUp(): Promise<void> {
    for (const end of [...this.#open].reverse()) await end();
    this.#open.clear();
  }
}

interface ThreadData {
  smsConversation: {messages: {edges: {cursor: string; node: Message}[]}} | null;
}

function withConversation(what: string, payload: ConversationPayload) {
  expectNoError(what, payload.error);
  expect(payload.conversation, `${what} answered without conversation and without error`);
  return {...payload, conversation: payload.conversation};
}

function expectNoError(what: string, error: SmsError | null): void {
  expect(!error, `${what} was refused: ${error?.code} (${error?.message})`);
}

/** How long the host asks to wait, in errors[] or in the payload; null where it does not. */
function waitOf({data, errors}: Answer<unknown>): number | null {
  for (const {extensions} of errors ?? []) {
    if (extensions?.code === 'RATE_LIMITED') return extensions.retryAfterMs ?? 1_000;
  }
  for (const payload of Object.values(data ?? {})) {
    const {error} = (payload ?? {}) as {error?: SmsError};
    if (error?.code === 'RATE_LIMITED') return error.retryAfterMs ?? 1_000;
  }
  return null;
}
