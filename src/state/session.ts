/** From the host's answers to the part of the state that badge and inbox share. */
import {ChatError} from './api/chat-error.js';
import type {SessionFieldsFragment} from './api/operations.gen.js';
import type {AccountState, Counters, CountersBatch, Session} from './model.js';

const PROTOCOL = 1;
/** What a batch may take on its way without being told from a clock that was set. */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * The state with the session of the answer. Another account or agent is another identity: nothing that was held for
 * the one before is left, but for what `blank` says.
 * @throws {ChatError} UNSUPPORTED_HOST where the host speaks another protocol.
 */
export function withSession<State extends AccountState>(
  state: State,
  blank: State,
  answer: SessionFieldsFragment,
  now: number,
): State {
  const {smsService: service, smsAccount: account, smsViewer: viewer, smsCounters: counters} = answer;
  if (service?.protocol !== PROTOCOL || !account || !viewer) {
    throw new ChatError('UNSUPPORTED_HOST', 'The endpoint serves another protocol.', {
      operation: 'InboxSnapshot',
    });
  }
  const session = {service, account, viewer};
  const isSame = !state.session || isSameAgent(state.session, session);
  const kept = isSame ? state : {...blank, connection: state.connection};
  // A host may write the time as no browser reads it: then the clock of this computer has to do.
  return withCounters({...kept, session, clockOffset: Date.parse(service.serverTime) - now || 0}, counters);
}

export function isSameAgent(a: Session, b: Session | null): boolean {
  return a.account.id === b?.account.id && a.viewer.id === b.viewer.id;
}

/** Counters that are older than those that are held change nothing. */
export function withCounters<State extends AccountState>(state: State, counters: Counters): State {
  return (state.counters?.version ?? -1) < counters.version ? {...state, counters} : state;
}

/** Either clock may be set while the page is open. */
export function withBatchClock<State extends AccountState>(
  state: State,
  {serverTime}: CountersBatch,
  now: number,
): State {
  const clockOffset = Date.parse(serverTime) - now;
  return Math.abs(clockOffset - state.clockOffset) > CLOCK_TOLERANCE_MS ? {...state, clockOffset} : state;
}
