import {ChatError} from '../../src/state/api/chat-error.js';
import type {Message, OutboxMessage, Thread} from '../../src/state/model.js';

const start = Date.parse('2026-03-16T09:00:00.000Z');
const MINUTE = 60_000;

type DeliveryStatus = NonNullable<Message['delivery']>['status'];

export const viewerId = 'robin';

export function inbound(position: number, body: string, parts: Partial<Message> = {}): Message {
  return {
    id: `message-${position}`,
    version: 1,
    conversationId: 'conversation-1',
    position,
    direction: 'INBOUND',
    body,
    sender: {id: 'desk', label: 'Front desk'},
    author: null,
    campaignName: null,
    delivery: null,
    clientMessageId: null,
    createdAt: new Date(start + position * 3 * MINUTE).toISOString(),
    ...parts,
  };
}

export function outbound(
  position: number,
  status: DeliveryStatus,
  {delivery, ...parts}: Partial<Message> = {},
): Message {
  return inbound(position, status.toLowerCase(), {
    direction: 'OUTBOUND',
    author: {id: viewerId, displayName: 'Robin Vale'},
    delivery: {status, reason: null, retryable: false, ...delivery},
    ...parts,
  });
}

export function threadOf(messages: readonly Message[], parts: Partial<Thread> = {}): Thread {
  return {
    conversationId: 'conversation-1',
    messages,
    status: 'ready',
    error: null,
    hasOlder: false,
    hasNewer: false,
    startCursor: null,
    endCursor: null,
    older: 'idle',
    newer: 'idle',
    openedAtReadPosition: messages.at(-1)?.position ?? 0,
    openedAtPosition: messages.at(-1)?.position ?? 0,
    target: null,
    ...parts,
  };
}

export const talk: readonly Message[] = [
  inbound(1, 'Hi, can I move my appointment on Tuesday?', {createdAt: '2026-03-13T15:20:00.000Z'}),
  outbound(2, 'DELIVERED', {
    body: 'Of course. Wednesday at 10:00 or 14:30?',
    createdAt: '2026-03-13T15:24:00.000Z',
  }),
  inbound(3, '10:00 is good'),
  inbound(4, 'Is parking still behind the building?'),
  outbound(5, 'DELIVERED', {
    body: 'It is, and the first two hours are free.',
    author: {id: 'alex', displayName: 'Alex Kim'},
  }),
  inbound(6, 'Perfect, thank you 🙏'),
];

/** One sent message in each state that the host reports. */
export const allDeliveryStates: readonly Message[] = [
  outbound(1, 'QUEUED', {body: 'The host has it, and the gateway not yet.'}),
  outbound(2, 'SENT', {body: 'The carrier has it.'}),
  outbound(3, 'DELIVERED', {body: 'It is on the handset.'}),
  outbound(4, 'FAILED', {
    body: 'The phone was off for too long.',
    delivery: {
      status: 'FAILED',
      reason: 'The phone was switched off or out of reach for too long.',
      retryable: true,
    },
  }),
  outbound(5, 'FAILED', {
    body: 'Sending it again would not help.',
    delivery: {
      status: 'FAILED',
      reason: 'The number is not in service.',
      retryable: false,
    },
  }),
  outbound(6, 'UNKNOWN', {body: 'Nobody knows what became of it.'}),
  outbound(7, 'DELIVERED', {body: 'It came from a campaign.', author: null, campaignName: 'Spring check-up'}),
];

export const manyScripts: readonly Message[] = [
  inbound(1, 'Καλημέρα! Τα λέμε αύριο.'),
  inbound(2, 'مرحبا، هل يمكنني تغيير الموعد إلى يوم 12؟'),
  inbound(3, '明天上午十点可以吗？'),
  outbound(4, 'DELIVERED', {body: 'हाँ, कल सुबह दस बजे ठीक है।'}),
  inbound(5, 'ได้เลยครับ ขอบคุณมาก'),
  inbound(6, 'להתראות ב-10:00'),
  outbound(7, 'DELIVERED', {body: '👩‍👩‍👧‍👦 🇦🇺 ❤️‍🔥'}),
];

export const longTexts: readonly Message[] = [
  inbound(1, 'For the next 24 hours: no rinsing, no straws, no smoking. '.repeat(14).trim()),
  outbound(2, 'DELIVERED', {
    body: `https://lanternbay.example/${'a-path-without-any-space-in-it/'.repeat(8)}`,
  }),
  inbound(3, 'Milk\nBread\n\n  two spaces before this line\nand <b>no markup</b> in this one'),
];

const thousand = 1_000;

/** Too many to render at once. */
export const manyMessages: readonly Message[] = Array.from({length: thousand}, (_, index) =>
  index % 3 === 2
    ? outbound(index + 1, 'DELIVERED', {body: `Answer to message ${index}`})
    : inbound(index + 1, `Message ${index + 1}`),
);

function pending(sequence: number, preview: string, parts: Partial<OutboxMessage>): OutboxMessage {
  return {
    clientMessageId: `pending-${sequence}`,
    conversationId: 'conversation-1',
    senderId: 'desk',
    body: preview,
    preview,
    createdAt: start + (30 + sequence) * MINUTE,
    sequence,
    seenPosition: null,
    state: 'queued',
    heldBecause: null,
    error: null,
    ...parts,
  };
}

/** One in each state that a message can be in before the host has it. */
export const allOutboxStates: readonly OutboxMessage[] = [
  pending(1, 'Waits for the connection.', {}),
  pending(2, 'Is on its way.', {state: 'sending'}),
  pending(3, 'The host said no.', {
    state: 'refused',
    error: new ChatError('INSUFFICIENT_CREDIT', 'The account has no message parts left.', {refusal: true}),
  }),
  pending(4, 'A colleague answered meanwhile.', {state: 'held', heldBecause: 'conversation-changed'}),
  pending(5, 'Has waited too long to be sent unasked.', {state: 'held', heldBecause: 'too-old'}),
  pending(6, 'The one before it was refused.', {state: 'held', heldBecause: 'previous-refused'}),
];
