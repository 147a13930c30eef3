import {firstIndex} from '../shared/first-index.js';
import type {Message, Thread} from './model.js';

/** A page of a thread as the host answers it. */
export interface MessagePage {
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Which way a page extends what is loaded; `whole` replaces it. */
export type PageDirection = 'whole' | 'older' | 'newer';

export function emptyThread(
  conversationId: string,
  opened: Pick<Thread, 'openedAtReadPosition' | 'openedAtPosition' | 'target'>,
): Thread {
  return {
    conversationId,
    messages: [],
    status: 'loading',
    error: null,
    hasOlder: false,
    hasNewer: false,
    startCursor: null,
    endCursor: null,
    older: 'idle',
    newer: 'idle',
    openedAtReadPosition: opened.openedAtReadPosition,
    openedAtPosition: opened.openedAtPosition,
    target: opened.target,
  };
}

/**
 * The thread with a page put in. Messages that events brought while the page was under way are kept, in their place:
 * the page may have been read before them.
 */
export function applyPage(thread: Thread, page: MessagePage, direction: PageDirection): Thread {
  const loaded: Thread = {...thread, status: 'ready', error: null};
  if (direction === 'older') {
    return {
      ...loaded,
      messages: mergeMessages(page.messages, thread.messages),
      hasOlder: page.hasOlder,
      startCursor: page.startCursor ?? thread.startCursor,
      older: 'idle',
    };
  }
  if (direction === 'newer') {
    return {
      ...loaded,
      messages: mergeMessages(thread.messages, page.messages),
      hasNewer: page.hasNewer,
      endCursor: page.endCursor ?? thread.endCursor,
      newer: 'idle',
    };
  }
  // What lies beyond an end of the page is not adjacent to it: it comes with the next page.
  const start = page.hasOlder ? (page.messages[0]?.position ?? 0) : 0;
  const kept = page.hasNewer ? [] : thread.messages.filter(({position}) => position >= start);
  return {
    ...loaded,
    messages: mergeMessages(page.messages, kept),
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    startCursor: page.startCursor,
    endCursor: page.endCursor,
    older: 'idle',
    newer: 'idle',
  };
}

/**
 * The thread with a message that an event or an answer brought; the same thread where it changes nothing.
 * Lists in `own` are the caller's, to be added to.
 */
export function applyMessage(
  thread: Thread,
  message: Message,
  own = new WeakSet<readonly Message[]>(),
): Thread {
  const {messages} = thread;
  const last = messages.at(-1);
  const isNewest = !last || message.position > last.position;
  if (isNewest && (thread.status === 'loading' || !thread.hasNewer)) {
    if (own.has(messages)) {
      (messages as Message[]).push(message);
      return thread;
    }
    const longer = [...messages, message];
    own.add(longer);
    return {...thread, messages: longer};
  }
  const at = findPosition(messages, message.position);
  const held = messages[at];
  if (held?.position === message.position) {
    return message.version > held.version ? {...thread, messages: messages.with(at, message)} : thread;
  }
  const isOutside = isNewest || (at === 0 && thread.hasOlder);
  return isOutside ? thread : {...thread, messages: messages.toSpliced(at, 0, message)};
}

/** Both stretches as one, ascending by position; of a message that is in both, the newer version. */
export function mergeMessages(a: readonly Message[], b: readonly Message[]): readonly Message[] {
  const [lastOfA, firstOfB] = [a.at(-1), b[0]];
  if (!lastOfA) return b;
  if (!firstOfB) return a;
  if (lastOfA.position < firstOfB.position) return [...a, ...b];
  const byPosition = new Map(a.map((message) => [message.position, message]));
  for (const message of b) {
    const held = byPosition.get(message.position);
    if (!held || message.version > held.version) byPosition.set(message.position, message);
  }
  return [...byPosition.values()].sort((x, y) => x.position - y.position);
}

/** Index of the message at this position, or of the first one after it. */
export function findPosition(messages: readonly Message[], position: number): number {
  return firstIndex(messages, (message) => message.position < position);
}
