import type {AuthFunction} from './chat-api.js';
import {ChatError} from './chat-error.js';

const TIMEOUT_MS = 10_000;

/** Keeps the token of one connection in memory and asks for it once, however many requests wait for it. */
export class TokenProvider {
  #auth: AuthFunction | null = null;
  #token: Promise<string | null> | null = null;

  get auth(): AuthFunction | null {
    return this.#auth;
  }

  set auth(auth: AuthFunction | null) {
    this.#auth = auth;
    this.#token = null;
  }

  /** Goes on with another function; true where its token is another one. */
  async replace(auth: AuthFunction): Promise<boolean> {
    const before = await this.#token?.catch(() => null);
    this.auth = auth;
    return (await this.get().catch(() => null)) !== before;
  }

  /**
   * The token, or null where the page gave no `auth` and relies on cookies.
   * @throws {ChatError} AUTH_FAILED where `auth` throws, gives no token, or takes over ten seconds.
   */
  get(): Promise<string | null> {
    if (this.#token) return this.#token;
    const token = this.#ask();
    this.#token = token;
    token.catch(() => {
      if (this.#token === token) this.#token = null;
    });
    return token;
  }

  /** The host refused this token: the next one is asked for anew, unless that has happened already. */
  async refuse(refused: string | null): Promise<void> {
    const current = await this.#token?.catch(() => null);
    if (current === refused) this.#token = null;
  }

  async #ask(): Promise<string | null> {
    if (!this.#auth) return null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer within ten seconds')), TIMEOUT_MS);
    });
    try {
      const answer: unknown = await Promise.race([this.#auth(), timeout]);
      const token = (answer as {token?: unknown} | null | undefined)?.token;
      if (typeof token !== 'string' || !token) throw new Error('no {token} in its answer');
      return token;
    } catch {
      // The cause may hold secrets of the page, so it stays out of what is logged and shown.
      throw new ChatError('AUTH_FAILED', 'The page’s auth function gave no {token}.', {retryable: true});
    } finally {
      clearTimeout(timer);
    }
  }
}
