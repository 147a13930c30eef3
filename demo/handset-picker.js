import {formatTime, h} from './dom.js';
import {onHandsetMessage} from './handset-feed.js';
import {send} from './session.js';

const DEBOUNCE_MS = 150;

/** A searchable list of handsets, those with the newest messages first. */
export class HandsetPicker {
  #list = h('ul', {class: 'handset-list', 'aria-label': 'Handsets'});
  #search = h('input', {type: 'search', placeholder: 'Name or number', 'aria-label': 'Search handsets'});
  #onPick;
  #selected = '';
  #timer = 0;
  #asked = 0;
  #stop;

  /** @param {(handset: {address: string, formattedAddress: string, name: string | null}) => void} onPick */
  constructor(onPick) {
    this.#onPick = onPick;
    this.element = h('div', {class: 'handset-picker'}, this.#search, this.#list);
    this.#search.addEventListener('input', () => this.#loadSoon());
    this.#stop = onHandsetMessage(() => this.#loadSoon());
    void this.#load();
  }

  /** Marks the handset that is open. @param {string} address */
  select(address) {
    this.#selected = address;
    for (const button of this.#list.querySelectorAll('button')) this.#mark(button);
  }

  destroy() {
    clearTimeout(this.#timer);
    this.#stop();
  }

  #loadSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), DEBOUNCE_MS);
  }

  async #load() {
    const asked = ++this.#asked;
    try {
      const found = await findHandsets(this.#search.value);
      // A slow answer to an older search must not replace this one's.
      if (asked !== this.#asked) return;
      const unknown = found.length === 0 ? unknownHandset(this.#search.value) : null;
      const shown = unknown ? [unknown] : found;
      this.#list.replaceChildren(
        ...shown.map((handset) => h('li', {}, this.#button(handset))),
        ...(shown.length === 0 ? [h('li', {class: 'muted'}, 'No handset found.')] : []),
      );
    } catch (error) {
      this.#list.replaceChildren(h('li', {class: 'error'}, error.message));
    }
  }

  #button(handset) {
    const {address, formattedAddress, name, lastMessageAt} = handset;
    const button = h(
      'button',
      {type: 'button', onclick: () => this.#onPick(handset), 'data-address': address},
      h('span', {class: 'handset-name', dir: 'auto'}, name ?? formattedAddress),
      lastMessageAt && h('time', {dateTime: lastMessageAt, class: 'muted'}, formatTime(lastMessageAt)),
      name && h('span', {class: 'muted'}, formattedAddress),
    );
    this.#mark(button);
    return button;
  }

  #mark(button) {
    button.toggleAttribute('aria-current', button.dataset.address === this.#selected);
  }
}

/** @param {string} search */
export function findHandsets(search, first = 50) {
  return send(`/simulator/handsets?${new URLSearchParams({search, first: String(first)})}`);
}

/** Any mobile can text the practice, also one that it has never heard of. */
function unknownHandset(search) {
  const digits = search.replace(/[\s()-]/g, '').replace(/^0/, '+61');
  if (!/^\+\d{8,15}$/.test(digits)) return null;
  return {address: digits, formattedAddress: search.trim(), name: null, lastMessageAt: null};
}
