/** Conversations, contacts and senders as a host would send them; name only what the test is about. */
import type {Contact, Conversation, Sender, Service} from '../../src/state/model.js';

export function contactWith(parts: Partial<Contact> = {}): Contact {
  return {
    id: 'contact-1',
    version: 1,
    displayName: 'Jane Citizen',
    address: '+61491570156',
    fields: [{key: 'first_name', value: 'Jane'}],
    ...parts,
  };
}

export function conversationWith(parts: Partial<Conversation> = {}): Conversation {
  return {
    id: 'conversation-1',
    version: 1,
    state: 'OPEN',
    address: '+61491570156',
    formattedAddress: '0491 570 156',
    contact: contactWith(),
    lastSender: null,
    lastMessage: null,
    lastActivityAt: '2026-11-23T10:00:00.000Z',
    unreadCount: 0,
    readPosition: 0,
    sending: {allowed: true, reason: null},
    ...parts,
  };
}

export function senderWith(parts: Partial<Sender> = {}): Sender {
  return {
    id: 'sender-1',
    version: 1,
    kind: 'VIRTUAL',
    label: 'Front desk',
    canReceiveReplies: true,
    status: 'READY',
    statusReason: null,
    isDefault: false,
    ...parts,
  };
}

export const service: Service = {
  protocol: 1,
  capabilities: ['SUBSCRIPTIONS', 'TEMPLATES', 'MERGE_FIELDS', 'CREATE_CONTACT', 'START_CONVERSATION'],
  limits: {maxBodyLength: 1600, heartbeatSeconds: 20},
  counting: {maxParts: 4, referenceBits: 8},
  mergeSyntax: {open: '{{', close: '}}', fallback: '|'},
  serverTime: '2026-11-23T10:00:00.000Z',
};
