import {countersEventLog, countersEvents, eventLog, events, type Operation} from './operations.js';
import type * as Gen from './operations.gen.js';

/** What is followed of the event log: these topics, or all where they are null, by these documents. */
export interface EventLog {
  readonly topics: readonly Gen.SmsEventTopic[] | null;
  readonly subscription: Operation<Gen.CountersEventsSubscription, Gen.CountersEventsSubscriptionVariables>;
  /** Catch-up over HTTP. */
  readonly query: Operation<Gen.CountersEventLogQuery, Gen.CountersEventLogQueryVariables>;
}

/** What the badge follows. */
export const countersLog: EventLog = {
  topics: ['COUNTERS'],
  subscription: countersEvents,
  query: countersEventLog,
};

/** What the inbox follows. */
export const fullLog: EventLog = {topics: null, subscription: events, query: eventLog};
