/** Rows are taken over from those before where they can be: whatever changes, they are those that would be made anew. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  threadRows,
  unreadRow,
  type ThreadRows,
  type ThreadRowsInput,
} from '../../src/components/message-list/thread-rows.js';
import {emptyThread} from '../../src/state/message-log.js';
import type {Message, OutboxMessage, Thread} from '../../src/state/model.js';
import {messageWith, messagesAt} from '../helpers/messages.js';

type Change = (input: ThreadRowsInput, n: number) => Partial<ThreadRowsInput>;

const SEED = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31));
const FIRST = 1000;

function inputWith(messages: readonly Message[]): ThreadRowsInput {
  const opened = {openedAtReadPosition: 0, openedAtPosition: 0, target: null};
  const thread: Thread = {...emptyThread('conversation-1', opened), status: 'ready', messages};
  return {thread, outbox: [], retried: new Set(), viewerId: 'agent-1', unread: null};
}

/** Groups and headings of days depend on `n`. */
function someMessage(position: number, n: number): Message {
  const createdAt = new Date(Date.UTC(2026, 10, 1) + position * 60_000 + (n % 7) * 9_000_000).toISOString();
  return n % 3 === 0
    ? messageWith({position, createdAt, direction: 'OUTBOUND', clientMessageId: `sent-${position}`})
    : messageWith({position, createdAt, version: n});
}

const somePosition = ({thread: {messages}}: ThreadRowsInput, n: number) =>
  messages[n % messages.length]?.position;
const withThread = ({thread}: ThreadRowsInput, parts: Partial<Thread>) => ({thread: {...thread, ...parts}});

const changes: Record<string, Change> = {
  append(input, n) {
    const {messages} = input.thread;
    const position = (messages.at(-1)?.position ?? FIRST) + 1;
    const added = Array.from({length: 1 + (n % 3)}, (_, i) => someMessage(position + i, n + i));
    return withThread(input, {messages: [...messages, ...added]});
  },
  prepend(input, n) {
    const {messages} = input.thread;
    return withThread(input, {messages: [someMessage((messages[0]?.position ?? FIRST) - 1, n), ...messages]});
  },
  replace(input, n) {
    const position = somePosition(input, n);
    const messages = input.thread.messages.map((message) =>
      message.position === position ? someMessage(position, n + 1) : message,
    );
    return withThread(input, {messages});
  },
  remove(input, n) {
    const position = somePosition(input, n);
    return withThread(input, {
      messages: input.thread.messages.filter((message) => message.position !== position),
    });
  },
  send: ({outbox}, n) => ({
    outbox: [...outbox, {clientMessageId: `out-${n}`, createdAt: Date.UTC(2026, 10, 2)} as OutboxMessage],
  }),
  confirm: ({outbox}) => ({outbox: outbox.slice(1)}),
  retry: (input, n) => ({retried: new Set([...input.retried, `message-${somePosition(input, n)}`])}),
  target: (input, n) => ({
    thread: {...input.thread, target: n % 2 ? {position: somePosition(input, n) ?? 0} : null},
  }),
  read: (input, n) => withThread(input, {openedAtReadPosition: somePosition(input, n) ?? 0}),
  older: (input, n) => withThread(input, {hasOlder: n % 2 > 0, older: n % 5 ? 'idle' : 'failed'}),
  newer: (input, n) => withThread(input, {hasNewer: n % 2 > 0}),
};

describe('the rows of a thread', () => {
  it('are those that would be made anew, whatever changes', () => {
    const step = fc.record({name: fc.constantFrom(...Object.keys(changes)), n: fc.nat(100)});
    fc.assert(
      fc.property(fc.array(step, {minLength: 1, maxLength: 30}), (steps) => {
        let before: ThreadRows | undefined;
        let input = inputWith([]);
        for (const {name, n} of steps) {
          input = {...input, ...changes[name]!(input, n)};
          input = {...input, unread: unreadRow(input.thread, Infinity, input.unread)};
          before = threadRows(input, before);
          const anew = threadRows(input).rows;
          assert.deepEqual(before.rows, anew);
          assert.ok(before.rows.every((row, i) => row === anew[i]));
        }
      }),
      {numRuns: 500, seed: SEED, includeErrorInReport: true},
    );
  });

  it('are looked at where something changed, however many there are', () => {
    let looks = 0;
    const watched = messagesAt(1, 1000).map((message) =>
      Object.defineProperty(message, 'position', {get: () => (looks++, Number(message.id.split('-')[1]))}),
    );
    const input = inputWith(watched);
    const before = threadRows(input);
    looks = 0;
    const after = threadRows(
      {...input, ...withThread(input, {messages: [...watched, messageWith({position: 1001})]})},
      before,
    );
    assert.equal(after.rows.length, before.rows.length + 1);
    assert.ok(looks < 10, `${looks} looks`);
  });
});
