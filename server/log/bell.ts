/**
 * Tells readers of the log that an account may have something new. A bell may lose, repeat, reorder and invent
 * rings: readers look for themselves, and a slow poll stands beneath it. Rung after the commit. Several processes on
 * one database need one that reaches all of them: postgres-bell.ts.
 */
export interface Bell {
  ring(accountId: string): void;
  /** Returns how to stop listening. */
  onRing(listener: (accountId: string) => void): () => void;
}

/** A bell for one process. */
export function createLocalBell(): Bell {
  const target = new EventTarget();
  return {
    ring: (accountId) => void target.dispatchEvent(new CustomEvent('ring', {detail: accountId})),
    onRing(listener) {
      const handle = (event: Event) => listener((event as CustomEvent<string>).detail);
      target.addEventListener('ring', handle);
      return () => target.removeEventListener('ring', handle);
    },
  };
}
