import {displayBody, displayName} from '../shared/display-text.js';
import {msg, plural, speak, str} from '../localization/language.js';
import type {LastMessage} from '../state/model.js';
import type {ExtrasHost, ExtrasOption, Inbox} from './extras.js';
import {playSound} from './sound.js';

export type NotifierOption = 'notifications' | 'sounds';

/** Messages that come within this time are told together, in ms. */
const GATHER_MS = 300;
const LONGEST_BODY = 200;

/**
 * Tells of new messages that nobody is looking at: by a notification of the system, or by a sound. Off until the person
 * at this screen turns it on in the menu; only then does the browser ask for permission.
 */
export class Notifier {
  readonly #host: ExtrasHost;
  readonly #inbox: Inbox;
  #waiting: {messageId: string; conversationId: string}[] = [];

  constructor(host: ExtrasHost, inbox: Inbox) {
    this.#host = host;
    this.#inbox = inbox;
    host.addEventListener('sms-chat-message-received', ({detail}) => this.#add(detail));
  }

  get options(): ExtrasOption[] {
    const options: ExtrasOption[] = [];
    if (this.#host.notifications && 'Notification' in globalThis) {
      const checked = this.#isOn('notifications') && Notification.permission === 'granted';
      options.push({id: 'notifications', label: msg('Desktop notifications'), checked});
    }
    if (this.#host.sounds)
      options.push({id: 'sounds', label: msg('Sound for new messages'), checked: this.#isOn('sounds')});
    return options;
  }

  async toggle(option: NotifierOption): Promise<void> {
    const isOn =
      option === 'sounds'
        ? this.#isOn(option)
        : this.options.some(({id, checked}) => id === option && checked);
    let turnsOn = !isOn;
    if (turnsOn && option === 'notifications' && (await Notification.requestPermission()) !== 'granted') {
      turnsOn = false;
      const text = () =>
        msg('The browser blocks notifications of this page. Allow them in its settings for this site.');
      this.#inbox.say(text);
    }
    setPreference(option, turnsOn);
    // Lets hear what is to be expected, and lets the browser know that it is wanted.
    if (turnsOn && option === 'sounds') void playSound();
    this.#host.requestUpdate();
  }

  #isOn(option: NotifierOption): boolean {
    return this.#host[option] && preference(option);
  }

  #add(received: {messageId: string; conversationId: string}): void {
    if (!this.#isOn('notifications') && !this.#isOn('sounds')) return;
    this.#waiting.push(received);
    if (this.#waiting.length === 1) setTimeout(() => this.#tell(), GATHER_MS);
  }

  #tell(): void {
    const received = this.#waiting.splice(0);
    const isLooking = document.visibilityState === 'visible' && document.hasFocus();
    const unseen = received.filter(
      ({conversationId}) => !isLooking || conversationId !== this.#host.conversationId,
    );
    if (unseen.length === 0 || !this.#host.isConnected) return;
    if (this.#isOn('sounds')) void playSound();
    if (!isLooking && this.#isOn('notifications') && Notification.permission === 'granted')
      this.#notify(unseen);
  }

  #notify(received: readonly {messageId: string; conversationId: string}[]): void {
    speak(this.#inbox.language());
    const [{messageId, conversationId}] = received as [(typeof received)[0]];
    const state = this.#inbox.store()?.get();
    const conversation = state?.conversations.get(conversationId);
    const isOne = received.length === 1;
    const name =
      conversation && displayName(conversation.contact?.displayName ?? conversation.formattedAddress);
    const text = msg('{n, plural, one {# new message} other {# new messages}}');
    const title = isOne && name ? msg(str`New message from ${name}`) : plural(text, received.length);
    const message = state?.threads.get(conversationId)?.messages.find(({id}) => id === messageId);
    const body = isOne ? bodyOf(message ?? conversation?.lastMessage, messageId) : '';
    // Tabs of one browser tell of the same message: a notification with the tag of another takes its place.
    const notification = show(title, {body, tag: `sms-chat-${messageId}`});
    notification?.addEventListener('click', () => {
      focus();
      notification.close();
      this.#inbox.select(conversationId, true);
    });
  }
}

/** Null on Android, where pages may show one only by a service worker, which is the page's own. */
function show(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}

function bodyOf(message: LastMessage | null | undefined, id: string): string {
  return message?.id === id ? displayBody(message.body).slice(0, LONGEST_BODY) : '';
}

const keyOf = (option: NotifierOption) => `sms-chat.${option}`;

/** A choice of the person, of this browser and for this site; false where the browser keeps nothing. */
function preference(option: NotifierOption): boolean {
  try {
    return localStorage.getItem(keyOf(option)) === 'on';
  } catch {
    return false;
  }
}

function setPreference(option: NotifierOption, isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(keyOf(option), 'on');
    else localStorage.removeItem(keyOf(option));
  } catch {
    // It stays off, as the menu then says.
  }
}
