import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {AccountStore} from '../state/account-store.js';
import type {AuthFunction} from '../state/api/chat-api.js';
import type {Endpoint} from '../state/api/graphql-chat-api.js';
import {StoreHandle} from '../state/store-registry.js';

/** What both public elements say about their host. */
export interface EndpointProperties {
  readonly endpoint: string;
  readonly wsEndpoint: string;
  readonly auth: AuthFunction | null;
  readonly credentials: string;
}

const CREDENTIALS: readonly string[] = ['same-origin', 'include', 'omit'];

/** Holds the store that belongs to the element's endpoint, while the element is in a document. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & EndpointProperties;
  readonly #onStore: (store: AccountStore | null) => void;
  #handle: StoreHandle | null = null;
  #key = '';

  constructor(
    host: ReactiveControllerHost & HTMLElement & EndpointProperties,
    onStore: (store: AccountStore | null) => void,
  ) {
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
    const key = JSON.stringify([endpoint, wsEndpoint, credentials]);
    if (key !== this.#key) {
      this.#key = key;
      this.#release();
      this.#acquire();
    } else {
      this.#handle?.setAuth(this.#host.auth);
    }
  }

  #acquire(): void {
    if (this.#handle) return;
    const endpoint = resolveEndpoint(this.#host);
    if (!endpoint) return;
    this.#handle = new StoreHandle(endpoint, this.#host.auth, this.#onStore);
  }

  #release(): void {
    this.#handle?.release();
    this.#handle = null;
    this.#onStore(null);
  }
}

function resolveEndpoint(host: HTMLElement & EndpointProperties): Endpoint | null {
  const {endpoint, wsEndpoint} = host;
  try {
    if (!endpoint) throw new Error('is missing');
    const url = new URL(endpoint, document.baseURI);
    const wsUrl = new URL(wsEndpoint || url, url);
    wsUrl.protocol = wsUrl.protocol.replace(/^http/, 'ws');
    return {url: url.href, wsUrl: wsUrl.href, credentials: toCredentials(host)};
  } catch {
    warn(host, `endpoint="${endpoint}" ws-endpoint="${wsEndpoint}": give the address of a GraphQL endpoint`);
    return null;
  }
}

function toCredentials(host: HTMLElement & EndpointProperties): RequestCredentials {
  if (CREDENTIALS.includes(host.credentials)) return host.credentials as RequestCredentials;
  warn(host, `credentials="${host.credentials}": use one of ${CREDENTIALS.join(', ')}`);
  return 'same-origin';
}

const warned = new Set<string>();

/** Says once what is wrong with an attribute, and what is allowed. */
export function warn(element: HTMLElement, problem: string): void {
  const message = `<${element.localName}> ${problem}.`;
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(message);
}
