import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Language} from '../localization/language.js';
import {speak} from '../localization/language.js';
import {define} from '../define/define.js';
import type {ChatStore} from '../state/chat-store.js';
import {Copying} from './copying.js';
import {SmsChatEmojiButton} from './emoji/emoji-button.js';
import {EmojiMemory} from './emoji/emoji-memory.js';
import {Notifier, type NotifierOption} from './notifier.js';
import {Shortcuts} from './shortcuts.js';
import {TitleCount} from './title-count.js';

/** The inbox that has them. */
export type ExtrasHost = ReactiveControllerHost &
  HTMLElement & {
    readonly renderRoot: HTMLElement | DocumentFragment;
    readonly conversationId: string | null;
    readonly notifications: boolean;
    readonly sounds: boolean;
    readonly titleCount: boolean;
    readonly shortcuts: boolean;
    readonly copying: boolean;
  };

/** What the inbox lets them do. */
export interface Inbox {
  store(): ChatStore | null;
  language(): Language;
  /** @param isFinal The person is where they wanted to be: the focus goes along. */
  select(conversationId: string, isFinal: boolean): void;
  say(text: () => string): void;
}

/** An entry of the menu More options. */
export interface ExtrasOption {
  readonly id: string;
  readonly label: string;
  readonly checked?: boolean;
}

/** What a page can switch on beyond chatting. Loads when the first of it is. */
export class Extras implements ReactiveController {
  readonly #host: ExtrasHost;
  readonly #inbox: Inbox;
  readonly #title = new TitleCount();
  readonly #notifier: Notifier;
  readonly #shortcuts: Shortcuts;
  readonly #copying: Copying;

  constructor(host: ExtrasHost, inbox: Inbox) {
    this.#host = host;
    this.#inbox = inbox;
    this.#notifier = new Notifier(host, inbox);
    this.#shortcuts = new Shortcuts(host, inbox);
    this.#copying = new Copying(host, inbox);
    define('sms-chat-emoji-button', SmsChatEmojiButton);
    host.addEventListener('sms-chat-unread-changed', () => this.#countInTitle());
    host.addController(this);
  }

  hostUpdated(): void {
    this.#countInTitle();
    this.#copying.update();
  }

  hostDisconnected(): void {
    this.#title.stop();
  }

  /** What the person at this screen can choose, in their language. */
  get options(): readonly ExtrasOption[] {
    speak(this.#inbox.language());
    return [...this.#notifier.options, ...this.#shortcuts.options];
  }

  /** Forgets what this browser keeps of what was written. */
  clearLocalData(): void {
    EmojiMemory.clear();
  }

  choose(id: string): void {
    if (id === 'shortcuts') this.#shortcuts.show();
    else void this.#notifier.toggle(id as NotifierOption);
  }

  #countInTitle(): void {
    const isOn = this.#host.titleCount && this.#host.isConnected;
    const counters = this.#inbox.store()?.get().counters;
    if (isOn) this.#title.show(counters?.unreadMessages ?? 0);
    else this.#title.stop();
  }
}
