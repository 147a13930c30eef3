import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {AccountStore} from '../state/account-store.js';
import type {AuthFunction} from '../state/api/chat-api.js';
import type {Endpoint} from '../state/api/graphql-chat-api.js';
import {warn} from '../shared/warn.js';
import {StoreHandle} from '../state/store-registry.js';

/** What both public elements say about their host. */
export interface EndpointProperties {
  readonly endpoint: string;
  readonly wsEndpoint: string;
  readonly auth: AuthFunction | null;
  readonly credentials: string;
}

/** @param lacksEndpoint There has been time to give an endpoint that can be asked, and there is none. */
type OnStore = (store: AccountStore | null, lacksEndpoint?: boolean) => void;

/** By then, a script that gives the endpoint after the element is there will have done so. */
const PATIENCE_MS = 1000;
const CREDENTIALS: readonly string[] = ['same-origin', 'include', 'omit'];

/** Holds the store that belongs to the element's endpoint, while the element is in a document. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & EndpointProperties;
  readonly #onStore: OnStore;
  #handle: StoreHandle | null = null;
  #key = '';

  constructor(host: ReactiveControllerHost & HTMLElement & EndpointProperties, onStore: OnStore) {
    this.#host = host;
    this.#onStore = onStore;
    host.addController(this);
  }

  hostConnected(): void {
    // After a move the properties are the same, and so nothing else would take the store up again.
    if (this.#key) this.#acquire();
  }

  hostDisconnected(): void {
    this.#release();
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const {endpoint, wsEndpoint, credentials} = this.#host;
    const key = [endpoint, wsEndpoint, credentials].join(' ');
    if (key !== this.#key) {
      this.#key = key;
      this.#release();
      this.#acquire();
    } else {
      this.#handle?.setAuth(toAuth(this.#host));
    }
  }

  #acquire(): void {
    if (this.#handle) return;
    const endpoint = resolveEndpoint(this.#host);
    if (endpoint) this.#handle = new StoreHandle(endpoint, toAuth(this.#host), this.#onStore);
    else setTimeout(() => this.#complain(), PATIENCE_MS);
  }

  #complain(): void {
    const host = this.#host;
    if (this.#handle || !host.isConnected) return;
    warn(host, `endpoint="${host.endpoint}": give the http: or https: address of a GraphQL endpoint`);
    this.#onStore(null, true);
  }

  #release(): void {
    this.#handle?.release();
    this.#handle = null;
    this.#onStore(null);
  }
}

function resolveEndpoint(host: HTMLElement & EndpointProperties): Endpoint | null {
  const {endpoint, wsEndpoint} = host;
  const url = endpoint && resolveUrl(endpoint, document.baseURI, /^https?:/);
  if (!url) return null;
  // Frameworks set null or undefined where an attribute is none, and so does Lit where it is removed.
  const wsUrl = resolveUrl(wsEndpoint || '', url, /^(http|ws)s?:/);
  if (!wsUrl) warn(host, `ws-endpoint="${wsEndpoint}": give a ws: or wss: address`);
  return {url, wsUrl: (wsUrl || url).replace(/^http/, 'ws'), credentials: toCredentials(host)};
}

/** The whole address; null for one that is none, or of another kind. */
export function resolveUrl(url: string, base: string, allowed: RegExp): string | null {
  try {
    const {href} = new URL(url, base);
    return allowed.test(href) ? href : null;
  } catch {
    return null;
  }
}

function toAuth(host: HTMLElement & EndpointProperties): AuthFunction | null {
  const auth: unknown = host.auth ?? null;
  if (auth === null || typeof auth === 'function') return auth as AuthFunction | null;
  warn(host, 'auth: set an async function that returns {token}');
  return null;
}

function toCredentials(host: HTMLElement & EndpointProperties): RequestCredentials {
  const credentials = host.credentials || 'same-origin';
  if (CREDENTIALS.includes(credentials)) return credentials as RequestCredentials;
  warn(host, `credentials="${credentials}": use one of ${CREDENTIALS.join(', ')}`);
  return 'same-origin';
}
