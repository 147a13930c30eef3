import {h} from './dom.js';
import {Handset} from './handset.js';

const OPEN_KEY = 'demo-handset-panel';

/** A phone beside the inbox: that of whoever the open conversation is with, so that one person plays both sides. */
export class HandsetPanel {
  #ownerOf;
  #stage = h('div', {class: 'handset-stage'});
  #label = h('span');
  #toggle = h(
    'button',
    {type: 'button', class: 'handset-toggle', 'aria-controls': 'handset-panel', onclick: () => this.#flip()},
    phoneIcon(),
    this.#label,
  );
  #panel = h('div', {id: 'handset-panel', class: 'handset-panel'}, this.#stage);
  #link = h('a', {class: 'handset-link', href: '#/handsets'}, 'All handsets');
  #conversationId = '';
  #shown = '';
  /** @type {Handset | undefined} */
  #handset;
  #open = localStorage.getItem(OPEN_KEY) === 'open';

  /** @param {(conversationId: string) => Promise<{address: string, formattedAddress: string, contact: {displayName: string} | null} | null>} ownerOf */
  constructor(ownerOf) {
    this.#ownerOf = ownerOf;
    this.#panel.append(this.#link);
    this.element = h('aside', {class: 'handset-side', 'aria-label': 'Handset'}, this.#toggle, this.#panel);
    this.#render();
  }

  /** Shows the phone on the other side of a conversation. @param {string | null | undefined} conversationId */
  follow(conversationId) {
    this.#conversationId = conversationId ?? '';
    this.#render();
  }

  destroy() {
    this.#handset?.destroy();
  }

  #flip() {
    this.#open = !this.#open;
    localStorage.setItem(OPEN_KEY, this.#open ? 'open' : 'closed');
    this.#render();
  }

  #render() {
    this.element.classList.toggle('open', this.#open);
    this.#toggle.setAttribute('aria-expanded', String(this.#open));
    this.#label.textContent = this.#open ? 'Hide handset' : 'Handset';
    this.#panel.hidden = !this.#open;
    const wanted = this.#open ? this.#conversationId : '';
    if (wanted === this.#shown && this.#stage.hasChildNodes()) return;
    this.#shown = wanted;
    this.#handset?.destroy();
    this.#handset = undefined;
    this.#link.href = '#/handsets';
    this.#stage.replaceChildren(
      h('p', {class: 'handset-empty muted'}, 'Open a conversation to see the phone on its other side.'),
    );
    if (wanted) void this.#show(wanted);
  }

  async #show(conversationId) {
    try {
      const owner = await this.#ownerOf(conversationId);
      if (!owner || conversationId !== this.#shown) return;
      const {address, formattedAddress, contact} = owner;
      this.#handset = new Handset({address, formattedAddress, name: contact?.displayName ?? null});
      this.#stage.replaceChildren(this.#handset.element);
      this.#link.href = `#/handsets?${new URLSearchParams({address})}`;
    } catch (error) {
      this.#stage.replaceChildren(h('p', {class: 'error', role: 'alert'}, error.message));
    }
  }
}

/** A fresh copy; its drawing is in the page. */
function phoneIcon() {
  return document.querySelector('#icon-handset').content.cloneNode(true);
}
