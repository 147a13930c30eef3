import type {Conversation, Message} from '../../src/state/model.js';
import {contactWith, conversationWith} from '../../test/helpers/data.js';
import {inbound, outbound} from './messages.js';

export const jane = conversationWith({
  unreadCount: 3,
  lastMessage: inbound(12, 'See you at ten then'),
  lastActivityAt: '2026-03-16T09:42:00.000Z',
});

/** The recipient is no saved contact. */
export const stranger = conversationWith({
  id: 'stranger',
  contact: null,
  lastMessage: inbound(1, 'Hi, is this the dentist?'),
  lastActivityAt: '2026-03-16T09:10:00.000Z',
});

export const optedOut = conversationWith({
  id: 'opted-out',
  contact: contactWith({id: 'c-out', displayName: 'Noah Pereira'}),
  lastMessage: inbound(4, 'STOP'),
  lastActivityAt: '2026-03-13T14:00:00.000Z',
  sending: {allowed: false, reason: 'OPTED_OUT'},
});

export const conversations: readonly Conversation[] = [
  jane,
  stranger,
  named('mei', '林美玲', inbound(3, '好的，谢谢！')),
  named('amal', 'أمل الحداد', inbound(2, 'شكرا جزيلا'), 1),
  named('sven', 'Sven Åkesson', outbound(8, 'DELIVERED', {body: 'Your order is ready to collect.'})),
  named('ida', 'Ida Moreau', outbound(5, 'FAILED', {body: 'We moved to 12 Harbour Street.'})),
  optedOut,
];

const hundred = 100;

/** More than fit: for scrolling. */
export const manyConversations: readonly Conversation[] = Array.from({length: hundred}, (_, index) => {
  const number = String(index).padStart(3, '0');
  return named(`many-${number}`, `Contact ${number}`, inbound(index + 1, `Message ${index + 1}`), index % 4 ? 0 : 2);
});

export const longNames: readonly Conversation[] = [
  named('long-1', 'Wilhelmina Alexandra Featherstonehaugh-Cholmondeley of Harbour Street', inbound(1, long()), 128),
  named('long-2', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller', inbound(2, 'Ja')),
  named('long-3', 'مكتب الأستاذ عبد الرحمن بن محمد الحداد للمحاماة والاستشارات القانونية', inbound(3, 'نعم')),
];

/** Names and texts from outside that try to be more than text. */
export const misleading: readonly Conversation[] = [
  named('markup', '<img src=x onerror=alert(1)>', inbound(1, '<b>not bold</b> &amp; no entity')),
  named('bidi', 'Bank\u202e moc.live', inbound(2, 'a name that turns what follows around')),
];

function named(id: string, displayName: string, lastMessage: Message, unreadCount = 0): Conversation {
  return conversationWith({
    id,
    contact: contactWith({id: `contact-${id}`, displayName}),
    lastMessage,
    lastActivityAt: lastMessage.createdAt,
    unreadCount,
  });
}

function long(): string {
  return 'I wanted to ask whether the appointment could be moved to the week after, since the train is late again.';
}
