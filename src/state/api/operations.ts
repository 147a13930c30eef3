/**
 * Every document that the widget sends: a closed set, so that a host can accept these and nothing else.
 * Types come from `npm run codegen`. Kept as strings, since the browser build carries no GraphQL parser.
 */
import type * as Gen from './operations.gen.js';

/** A document with the types of its result and variables. */
export interface Operation<Result, Variables> {
  readonly name: string;
  readonly document: string;
  /** Only for the types; never set. */
  readonly types?: (variables: Variables) => Result;
}

const contactFields = /* GraphQL */ `
  fragment ContactFields on SmsContact {
    id
    version
    displayName
    address
    fields {
      key
      value
    }
  }
`;

const senderFields = /* GraphQL */ `
  fragment SenderFields on SmsSender {
    id
    version
    kind
    label
    canReceiveReplies
    status
    statusReason
    isDefault
  }
`;

const messageFields = /* GraphQL */ `
  fragment MessageFields on SmsMessage {
    id
    version
    conversationId
    position
    direction
    body
    sender {
      id
      label
    }
    author {
      id
      displayName
    }
    campaignName
    delivery {
      status
      reason
      retryable
    }
    clientMessageId
    createdAt
  }
`;

/** As the event of a message brings it, which is the last one itself. */
const bareConversationFields = /* GraphQL */ `
  fragment BareConversationFields on SmsConversation {
    id
    version
    state
    address
    formattedAddress
    contact {
      ...ContactFields
    }
    lastSender {
      id
    }
    lastActivityAt
    unreadCount
    readPosition
    sending {
      allowed
      reason
    }
  }
`;

const conversationFields = /* GraphQL */ `
  fragment ConversationFields on SmsConversation {
    ...BareConversationFields
    lastMessage {
      id
      version
      position
      direction
      body
      sender {
        id
      }
      author {
        id
        displayName
      }
      campaignName
      delivery {
        status
      }
    }
  }
`;

const counterFields = /* GraphQL */ `
  fragment CounterFields on SmsCounters {
    version
    unreadMessages
    unreadConversations
  }
`;

const sessionFields = /* GraphQL */ `
  fragment SessionFields on Query {
    smsService {
      protocol
      capabilities
      limits {
        maxBodyLength
        heartbeatSeconds
      }
      counting {
        maxParts
        referenceBits
      }
      mergeSyntax {
        open
        close
        fallback
      }
      serverTime
    }
    smsAccount {
      id
    }
    smsViewer {
      id
    }
    smsCounters {
      ...CounterFields
    }
  }
`;

const batchFields = /* GraphQL */ `
  fragment BatchFields on SmsEventBatch {
    after
    cursor
    caughtUp
    resync
    serverTime
    events {
      __typename
      ... on SmsMessageAdded {
        message {
          ...MessageFields
        }
        conversation {
          ...BareConversationFields
        }
      }
      ... on SmsMessageChanged {
        message {
          ...MessageFields
        }
      }
      ... on SmsConversationChanged {
        conversation {
          ...ConversationFields
        }
      }
      ... on SmsConversationRemoved {
        conversationId
        version
      }
      ... on SmsAllRead {
        stillUnread {
          ...ConversationFields
        }
      }
      ... on SmsCountersChanged {
        counters {
          ...CounterFields
        }
      }
      ... on SmsContactChanged {
        contact {
          ...ContactFields
        }
      }
      ... on SmsContactRemoved {
        contactId
        version
      }
      ... on SmsSendersChanged {
        senders {
          ...SenderFields
        }
      }
    }
  }
`;

const conversationPageFields = /* GraphQL */ `
  fragment ConversationPageFields on SmsConversationConnection {
    edges {
      node {
        ...ConversationFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`;

const errorFields = /* GraphQL */ `
  fragment ErrorFields on SmsError {
    code
    message
    field
    retryable
    retryAfterMs
  }
`;

const conversation = [contactFields, bareConversationFields, conversationFields];

/** What the badge needs, and nothing more. */
export const countersSnapshot = operation<Gen.CountersSnapshotQuery, Gen.CountersSnapshotQueryVariables>(
  /* GraphQL */ `
    query CountersSnapshot {
      smsSyncCursor
      ...SessionFields
    }
  `,
  [sessionFields, counterFields],
);

/** The whole first screen of the inbox in one request. */
export const inboxSnapshot = operation<Gen.InboxSnapshotQuery, Gen.InboxSnapshotQueryVariables>(
  /* GraphQL */ `
    query InboxSnapshot($filter: SmsConversationFilter, $first: Int!) {
      smsSyncCursor
      ...SessionFields
      smsConversations(filter: $filter, first: $first) {
        ...ConversationPageFields
      }
      smsSenders {
        ...SenderFields
      }
      smsMergeFields {
        key
        label
      }
    }
  `,
  [sessionFields, counterFields, conversationPageFields, senderFields, ...conversation],
);

export const conversationsPage = operation<Gen.ConversationsPageQuery, Gen.ConversationsPageQueryVariables>(
  /* GraphQL */ `
    query ConversationsPage($filter: SmsConversationFilter, $first: Int!, $after: String) {
      smsConversations(filter: $filter, first: $first, after: $after) {
        ...ConversationPageFields
      }
    }
  `,
  [conversationPageFields, ...conversation],
);

export const threadPage = operation<Gen.ThreadPageQuery, Gen.ThreadPageQueryVariables>(
  /* GraphQL */ `
    query ThreadPage($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $around: Int) {
      smsSyncCursor
      smsConversation(id: $id) {
        ...ConversationFields
        messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
          edges {
            node {
              ...MessageFields
            }
          }
          pageInfo {
            hasNextPage
            hasPreviousPage
            startCursor
            endCursor
          }
        }
      }
    }
  `,
  [messageFields, ...conversation],
);

export const recipients = operation<Gen.RecipientsQuery, Gen.RecipientsQueryVariables>(/* GraphQL */ `
  query Recipients($search: String!, $first: Int!) {
    smsRecipients(search: $search, first: $first) {
      address
      formattedAddress
      contact {
        id
        displayName
      }
      conversation {
        id
        state
      }
    }
  }
`);

export const templates = operation<Gen.TemplatesQuery, Gen.TemplatesQueryVariables>(/* GraphQL */ `
  query Templates($search: String, $first: Int!) {
    smsTemplates(search: $search, first: $first) {
      edges {
        node {
          name
          body
        }
      }
    }
  }
`);

export const messageByClientId = operation<Gen.MessageByClientIdQuery, Gen.MessageByClientIdQueryVariables>(
  /* GraphQL */ `
    query MessageByClientId($clientMessageId: ID!) {
      smsMessageByClientId(clientMessageId: $clientMessageId) {
        ...MessageFields
      }
    }
  `,
  [messageFields],
);

export const sendMessage = operation<Gen.SendMessageMutation, Gen.SendMessageMutationVariables>(
  /* GraphQL */ `
    mutation SendMessage($input: SmsSendMessageInput!) {
      smsSendMessage(input: $input) {
        message {
          ...MessageFields
        }
        deduplicated
        error {
          ...ErrorFields
        }
      }
    }
  `,
  [messageFields, errorFields],
);

export const markRead = operation<Gen.MarkReadMutation, Gen.MarkReadMutationVariables>(
  /* GraphQL */ `
    mutation MarkRead($input: SmsMarkReadInput!) {
      smsMarkRead(input: $input) {
        conversation {
          ...ConversationFields
        }
        counters {
          ...CounterFields
        }
      }
    }
  `,
  [counterFields, ...conversation],
);

export const markAllRead = operation<Gen.MarkAllReadMutation, Gen.MarkAllReadMutationVariables>(
  /* GraphQL */ `
    mutation MarkAllRead($input: SmsMarkAllReadInput!) {
      smsMarkAllRead(input: $input) {
        counters {
          ...CounterFields
        }
        error {
          ...ErrorFields
        }
      }
    }
  `,
  [counterFields, errorFields],
);

export const closeConversation = operation<
  Gen.CloseConversationMutation,
  Gen.CloseConversationMutationVariables
>(
  /* GraphQL */ `
    mutation CloseConversation($input: SmsCloseConversationInput!) {
      smsCloseConversation(input: $input) {
        conversation {
          ...ConversationFields
        }
        error {
          ...ErrorFields
        }
      }
    }
  `,
  [errorFields, ...conversation],
);

export const openConversation = operation<
  Gen.OpenConversationMutation,
  Gen.OpenConversationMutationVariables
>(
  /* GraphQL */ `
    mutation OpenConversation($input: SmsOpenConversationInput!) {
      smsOpenConversation(input: $input) {
        conversation {
          ...ConversationFields
        }
        error {
          ...ErrorFields
        }
      }
    }
  `,
  [errorFields, ...conversation],
);

export const createContact = operation<Gen.CreateContactMutation, Gen.CreateContactMutationVariables>(
  /* GraphQL */ `
    mutation CreateContact($input: SmsCreateContactInput!) {
      smsCreateContact(input: $input) {
        contact {
          ...ContactFields
        }
        error {
          ...ErrorFields
        }
      }
    }
  `,
  [contactFields, errorFields],
);

/** Catch-up over HTTP, where WebSockets are blocked. */
export const eventLog = operation<Gen.EventLogQuery, Gen.EventLogQueryVariables>(
  /* GraphQL */ `
    query EventLog($after: SmsCursor!, $topics: [SmsEventTopic!]) {
      smsEventLog(after: $after, topics: $topics) {
        ...BatchFields
      }
    }
  `,
  [batchFields, messageFields, counterFields, senderFields, ...conversation],
);

export const events = operation<Gen.EventsSubscription, Gen.EventsSubscriptionVariables>(
  /* GraphQL */ `
    subscription Events($after: SmsCursor!, $topics: [SmsEventTopic!]) {
      smsEvents(after: $after, topics: $topics) {
        ...BatchFields
      }
    }
  `,
  [batchFields, messageFields, counterFields, senderFields, ...conversation],
);

const countersBatchFields = /* GraphQL */ `
  fragment CountersBatchFields on SmsEventBatch {
    after
    cursor
    caughtUp
    resync
    serverTime
    events {
      __typename
      ... on SmsCountersChanged {
        counters {
          ...CounterFields
        }
      }
    }
  }
`;

export const countersEventLog = operation<Gen.CountersEventLogQuery, Gen.CountersEventLogQueryVariables>(
  /* GraphQL */ `
    query CountersEventLog($after: SmsCursor!, $topics: [SmsEventTopic!]) {
      smsEventLog(after: $after, topics: $topics) {
        ...CountersBatchFields
      }
    }
  `,
  [countersBatchFields, counterFields],
);

export const countersEvents = operation<
  Gen.CountersEventsSubscription,
  Gen.CountersEventsSubscriptionVariables
>(
  /* GraphQL */ `
    subscription CountersEvents($after: SmsCursor!, $topics: [SmsEventTopic!]) {
      smsEvents(after: $after, topics: $topics) {
        ...CountersBatchFields
      }
    }
  `,
  [countersBatchFields, counterFields],
);

/** @__NO_SIDE_EFFECTS__ */
function operation<Result, Variables>(
  source: string,
  fragments: readonly string[] = [],
): Operation<Result, Variables> {
  const name = /(?:query|mutation|subscription) (\w+)/.exec(source)?.[1] ?? '';
  // Indentation is for readers of this file; on the wire it is a third of the bytes.
  const document = [source, ...fragments].join('').replace(/\s+/g, ' ').trim();
  return {name, document};
}
