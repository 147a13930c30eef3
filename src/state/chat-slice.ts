import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {AccountState, ChatState} from './model.js';

interface Store<State> {
  get(): State;
  subscribe(listener: () => void): () => void;
}

/** Renders its host again when one of the picked values changes, and not when anything else of the state does. */
export class ChatSlice<State extends AccountState = ChatState> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #pick: (state: State) => readonly unknown[];
  #store: Store<State> | null = null;
  #picked: readonly unknown[] = [];
  #unsubscribe: (() => void) | null = null;
  #isConnected = false;

  constructor(host: ReactiveControllerHost, pick: (state: State) => readonly unknown[]) {
    this.#host = host;
    this.#pick = pick;
    host.addController(this);
  }

  get store(): Store<State> | null {
    return this.#store;
  }

  set store(store: Store<State> | null) {
    if (store === this.#store) return;
    this.#store = store;
    this.#follow();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#follow();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  #follow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = (this.#isConnected && this.#store?.subscribe(() => this.#compare())) || null;
    this.#compare();
  }

  #compare(): void {
    const picked = this.#store ? this.#pick(this.#store.get()) : [];
    const isSame =
      picked.length === this.#picked.length && picked.every((value, i) => value === this.#picked[i]);
    if (isSame) return;
    this.#picked = picked;
    this.#host.requestUpdate();
  }
}
