import type {Message} from '../../src/state/model.js';

/** A message of the conversation in data.ts; name only what the test is about. */
export function messageWith(parts: Partial<Message> = {}): Message {
  const {position = 1} = parts;
  return {
    id: `message-${position}`,
    version: 1,
    conversationId: 'conversation-1',
    position,
    direction: 'INBOUND',
    body: `Message ${position}`,
    campaignName: null,
    clientMessageId: null,
    createdAt: '2026-11-23T10:00:00.000Z',
    sender: null,
    author: null,
    delivery: null,
    ...parts,
  };
}

/** Messages at all positions from the first to the last. */
export function messagesAt(first: number, last: number): Message[] {
  return Array.from({length: last - first + 1}, (_, i) => messageWith({position: first + i}));
}
