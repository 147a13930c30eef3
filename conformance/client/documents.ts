/*
 * What the command asks. Each entity comes with __typename, id and version, and always with the same fields, so that
 * one version of it can be compared wherever it was seen.
 */
const contactFields = `__typename id version firstName lastName displayName address fields { key value }`;

const senderFields = `__typename id version kind label address canReceiveReplies status statusReason isDefault`;

const messageFields = `__typename id version conversationId position direction body parts encoding createdAt
  clientMessageId campaignName author { id displayName } sender { id kind label address }
  delivery { status reason providerCode retryable at }`;

const conversationFields = `__typename id version state address formattedAddress unreadCount readPosition
  lastActivityAt contact { ${contactFields} } lastSender { id } lastMessage { ${messageFields} }
  sending { allowed reason }`;

const counterFields = `version unreadMessages unreadConversations`;

const errorFields = `error { code message field retryable retryAfterMs }`;

const batchFields = `after cursor caughtUp resync serverTime events { __typename at
  ... on SmsMessageAdded { message { ${messageFields} } conversation { ${conversationFields} } }
  ... on SmsMessageChanged { message { ${messageFields} } }
  ... on SmsConversationChanged { conversation { ${conversationFields} } by { id } }
  ... on SmsConversationRemoved { conversationId version }
  ... on SmsAllRead { upTo stillUnread { ${conversationFields} } }
  ... on SmsCountersChanged { counters { ${counterFields} } }
  ... on SmsContactChanged { contact { ${contactFields} } }
  ... on SmsContactRemoved { contactId version }
  ... on SmsSendersChanged { senders { ${senderFields} } }
}`;

export const session = `query Session { smsService { protocol capabilities serverTime
    limits { maxBodyLength maxPageSize heartbeatSeconds minReplaySeconds }
    counting { maxParts referenceBits } mergeSyntax { open close fallback } }
  smsAccount { id name country } smsViewer { id displayName } smsCounters { ${counterFields} } }`;

export const head = `query Head { smsSyncCursor }`;

export const counters = `query Counters { smsCounters { ${counterFields} } }`;

export const senders = `query Senders { smsSenders { ${senderFields} } }`;

export const mergeFields = `query MergeFields { smsMergeFields { key } }`;

export const conversation = `query Conversation($id: ID!) { smsConversation(id: $id) { ${conversationFields} } }`;

export const thread = `query Thread($id: ID!, $last: Int, $before: String) { smsConversation(id: $id) {
  messages(last: $last, before: $before) { edges { cursor node { ${messageFields} } } } } }`;

/** The cursor stands last, where a host that reads fields one after the other would read it too late. */
export const threadSnapshot = `query ThreadSnapshot($id: ID!) { smsConversation(id: $id) { ${conversationFields}
  messages(last: 50) { edges { node { ${messageFields} } } } } smsSyncCursor }`;

export const conversations = `query Conversations($filter: SmsConversationFilter, $first: Int, $after: String) {
  smsConversations(filter: $filter, first: $first, after: $after) {
    edges { cursor node { ${conversationFields} } } pageInfo { hasNextPage endCursor } } }`;

export const recipients = `query Recipients($search: String!) { smsRecipients(search: $search) {
  address formattedAddress contact { ${contactFields} } conversation { id } } }`;

export const messageByClientId = `query MessageByClientId($id: ID!) {
  smsMessageByClientId(clientMessageId: $id) { ${messageFields} } }`;

export const sendMessage = `mutation SendMessage($input: SmsSendMessageInput!) { smsSendMessage(input: $input) {
  message { ${messageFields} } deduplicated syncCursor ${errorFields} } }`;

export const markRead = `mutation MarkRead($input: SmsMarkReadInput!) { smsMarkRead(input: $input) {
  conversation { ${conversationFields} } counters { ${counterFields} } syncCursor ${errorFields} } }`;

export const markAllRead = `mutation MarkAllRead($input: SmsMarkAllReadInput!) { smsMarkAllRead(input: $input) {
  counters { ${counterFields} } syncCursor ${errorFields} } }`;

export const closeConversation = `mutation CloseConversation($input: SmsCloseConversationInput!) {
  smsCloseConversation(input: $input) {
    conversation { ${conversationFields} } created syncCursor ${errorFields} } }`;

export const openConversation = `mutation OpenConversation($input: SmsOpenConversationInput!) {
  smsOpenConversation(input: $input) {
    conversation { ${conversationFields} } created syncCursor ${errorFields} } }`;

export const createContact = `mutation CreateContact($input: SmsCreateContactInput!) {
  smsCreateContact(input: $input) { contact { ${contactFields} } created syncCursor ${errorFields} } }`;

export const eventLog = `query EventLog($after: SmsCursor!, $first: Int, $topics: [SmsEventTopic!]) {
  smsEventLog(after: $after, first: $first, topics: $topics) { ${batchFields} } }`;

export const events = `subscription Events($after: SmsCursor!, $topics: [SmsEventTopic!]) {
  smsEvents(after: $after, topics: $topics) { ${batchFields} } }`;
