/* What the tests select of each type. */
export const messageFields = `id version conversationId position direction body parts encoding createdAt
  clientMessageId campaignName author { id displayName } sender { id kind address }
  delivery { status reason providerCode retryable at }`;

export const conversationFields = `id version state address formattedAddress unreadCount readPosition lastActivityAt
  contact { id displayName } lastSender { id kind } lastMessage { ${messageFields} } sending { allowed reason }`;

export const countersFields = 'version unreadMessages unreadConversations';

export const batchFields = `after cursor caughtUp resync serverTime events { __typename at
  ... on SmsMessageAdded { message { ${messageFields} } conversation { ${conversationFields} } }
  ... on SmsMessageChanged { message { ${messageFields} } }
  ... on SmsConversationChanged { conversation { ${conversationFields} } by { id } }
  ... on SmsConversationRemoved { conversationId version }
  ... on SmsAllRead { upTo stillUnread { id unreadCount } }
  ... on SmsCountersChanged { counters { ${countersFields} } }
  ... on SmsContactChanged { contact { id version displayName } }
  ... on SmsContactRemoved { contactId version }
  ... on SmsSendersChanged { senders { id status } }
}`;

export const errorFields = 'error { code message field retryable retryAfterMs }';

export const sendMutation = `mutation ($input: SmsSendMessageInput!) { smsSendMessage(input: $input) {
  message { ${messageFields} } deduplicated syncCursor ${errorFields} } }`;
