import {formatAddress, formatTime, h} from './dom.js';
import {onHandsetMessage} from './handset-feed.js';
import {send} from './session.js';

const messagesOf = (address) => `/simulator/handsets/${encodeURIComponent(address)}/messages`;

/** One phone: what it has received and sent, and a field to write from it. */
export class Handset {
  #address;
  #body = h('ol', {class: 'handset-messages', 'aria-label': 'Messages on the handset', tabIndex: 0});
  #text = h('textarea', {rows: 2, 'aria-label': 'Text message', placeholder: 'Text message'});
  #peer = h('select', {'aria-label': 'To'});
  #error = h('p', {class: 'error', role: 'alert', hidden: true});
  #messages = [];
  #stop;

  /** @param {{address: string, formattedAddress: string, name: string | null}} owner */
  constructor({address, formattedAddress, name}) {
    this.#address = address;
    this.element = h(
      'section',
      {class: 'handset', 'aria-label': `Handset of ${name ?? formattedAddress}`},
      h(
        'header',
        {class: 'handset-header'},
        h('strong', {dir: 'auto'}, name ?? formattedAddress),
        h('span', {class: 'muted'}, name ? formattedAddress : 'not a contact'),
      ),
      this.#body,
      h(
        'form',
        {class: 'handset-composer', onsubmit: (event) => this.#send(event)},
        h('label', {class: 'handset-to'}, 'To ', this.#peer),
        this.#error,
        h('div', {class: 'handset-write'}, this.#text, h('button', {class: 'primary'}, 'Send')),
      ),
    );
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#text.form?.requestSubmit();
    });
    // Before loading, so that nothing falls between the two; what comes twice is dropped by its id.
    this.#stop = onHandsetMessage((to, message) => {
      if (to === this.#address) this.#show([...this.#messages, message]);
    });
    void this.#load();
  }

  destroy() {
    this.#stop();
  }

  async #load() {
    try {
      this.#show([...(await send(messagesOf(this.#address))), ...this.#messages]);
    } catch (error) {
      this.#fail(error);
    }
  }

  #show(messages) {
    this.#messages = [...new Map(messages.map((message) => [message.id, message])).values()];
    let previous;
    this.#body.replaceChildren(
      ...this.#messages.flatMap((message) => {
        const caption =
          message.peer === previous ? [] : [h('li', {class: 'handset-peer'}, formatAddress(message.peer))];
        previous = message.peer;
        return [...caption, bubble(message)];
      }),
    );
    this.#showPeers();
    this.#body.scrollTop = this.#body.scrollHeight;
  }

  /** Who it can answer, the one it last heard from first. */
  #showPeers() {
    const peers = [...new Set(this.#messages.map(({peer}) => peer).reverse())];
    const options = peers.map((peer) => h('option', {value: peer}, formatAddress(peer)));
    this.#peer.replaceChildren(...(options.length > 0 ? options : [h('option', {value: ''}, 'Reception')]));
  }

  async #send(event) {
    event.preventDefault();
    const body = this.#text.value;
    if (!body.trim()) return;
    this.#error.hidden = true;
    this.#text.value = '';
    try {
      await send(messagesOf(this.#address), {body, to: this.#peer.value || undefined});
    } catch (error) {
      this.#text.value ||= body;
      this.#fail(error);
    }
  }

  #fail(error) {
    this.#error.textContent = error.message;
    this.#error.hidden = false;
  }
}

function bubble({direction, body, at}) {
  const received = direction === 'RECEIVED';
  return h(
    'li',
    {class: received ? 'bubble received' : 'bubble sent'},
    h('span', {class: 'visually-hidden'}, received ? 'Received: ' : 'Sent: '),
    h('span', {class: 'bubble-text', dir: 'auto'}, body),
    h('time', {dateTime: at}, formatTime(at)),
  );
}
