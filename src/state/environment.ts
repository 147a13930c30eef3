/** What the state layer needs of the browser; tests give their own clock and signals. */
export interface Environment {
  /** ms since the epoch. */
  now(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  /** Calls back after `ms`; returns its undo. */
  after(ms: number, callback: () => void): () => void;
  /** False only where the browser is sure that there is no network. */
  isOnline(): boolean;
  /** Network back, tab visible again, page thawed: a good moment to look at the connection. Returns its undo. */
  onWake(callback: () => void): () => void;
  /** Network gone. */
  onOffline(callback: () => void): () => void;
  /** The page may go away without another chance to save. */
  onHide(callback: () => void): () => void;
  /** Asks before the page is left, while this says that something would be lost. Returns its undo. */
  onUnload(wouldLose: () => boolean): () => void;
}

export function browserEnvironment(): Environment {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    isOnline: () => globalThis.navigator?.onLine ?? true,
    onWake: (callback) => {
      const whenVisible = () => document.visibilityState === 'visible' && callback();
      const whenRestored = (event: Event) => (event as PageTransitionEvent).persisted && callback();
      return listenAll([
        [globalThis, 'online', callback],
        [globalThis, 'pageshow', whenRestored],
        [document, 'visibilitychange', whenVisible],
        [document, 'resume', callback],
      ]);
    },
    onOffline: (callback) => listenAll([[globalThis, 'offline', callback]]),
    onHide: (callback) => {
      const whenHidden = () => document.visibilityState === 'hidden' && callback();
      return listenAll([
        [globalThis, 'pagehide', callback],
        [document, 'visibilitychange', whenHidden],
      ]);
    },
    onUnload: (wouldLose) =>
      listenAll([[globalThis, 'beforeunload', (event) => wouldLose() && event.preventDefault()]]),
  };
}

function listenAll(listeners: [EventTarget, string, (event: Event) => void][]): () => void {
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
  };
}
