import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {FakeClock} from '../helpers/fake-clock.js';
import type {SmsChatToast} from '../../src/components/toast/toast.js';
import '../../src/define/leaves.js';

async function toastFixture() {
  const toast = await fixture<SmsChatToast>(
    html`<sms-chat-toast text="Chat with Jane closed" action-label="Undo"></sms-chat-toast>`,
  );
  const button = (name: string) =>
    [...toast.shadowRoot!.querySelectorAll('button')].find(
      (candidate) => (candidate.getAttribute('aria-label') ?? candidate.textContent.trim()) === name,
    )!;
  return {toast, button};
}

describe('toast', () => {
  it('says what happened in a status, and offers the action', async () => {
    const {toast, button} = await toastFixture();
    expect(toast.shadowRoot!.querySelector('[role=status]')).to.have.text('Chat with Jane closed');
    // Colours are judged at rest.
    await Promise.all(toast.shadowRoot!.getAnimations().map(({finished}) => finished));
    await expect(toast).to.be.accessible();

    setTimeout(() => button('Undo').click());
    await oneEvent(toast, 'sms-chat-toast-action');
  });

  it('can be dismissed', async () => {
    const {toast, button} = await toastFixture();
    setTimeout(() => button('Dismiss').click());
    await oneEvent(toast, 'sms-chat-dismiss-toast-request');
  });

  it('shows nothing without a text, with its status ready for the next one', async () => {
    const {toast} = await toastFixture();
    toast.text = '';
    await toast.updateComplete;
    expect(toast.shadowRoot!.querySelector('button')).to.equal(null);
    expect(toast.shadowRoot!.querySelector('[role=status]')).to.have.text('');
  });

  it('breaks no line within a number', async () => {
    const {toast} = await toastFixture();
    const number = '+1 (490) 003 100';
    toast.text = `Chat with ${number} closed.`;
    await toast.updateComplete;
    const walker = document.createTreeWalker(
      toast.shadowRoot!.querySelector('[role=status]')!,
      NodeFilter.SHOW_TEXT,
    );
    const text = walker.nextNode() as Text;
    const range = document.createRange();
    range.setStart(text, text.data.indexOf('+'));
    range.setEnd(text, text.data.indexOf('+') + number.length);
    for (let width = 280; width < 400; width += 10) {
      toast.style.display = 'block';
      toast.style.width = `${width}px`;
      const lines = new Set([...range.getClientRects()].map(({top}) => top));
      expect(lines.size, `${width} px`).to.equal(1);
    }
  });

  describe('time', () => {
    let clock: FakeClock;
    let dismissals: number;
    beforeEach(() => {
      clock = new FakeClock();
      dismissals = 0;
    });
    afterEach(() => clock.restore());

    async function shown() {
      const {toast, button} = await toastFixture();
      toast.addEventListener('sms-chat-dismiss-toast-request', () => dismissals++);
      return {toast, button};
    }

    it('goes by itself after eight seconds', async () => {
      await shown();
      clock.advance(7999);
      expect(dismissals).to.equal(0);
      clock.advance(1);
      expect(dismissals).to.equal(1);
    });

    it('starts its time again for a new text', async () => {
      const {toast} = await shown();
      clock.advance(7000);
      toast.text = 'Chat with Tom closed';
      await toast.updateComplete;
      clock.advance(7999);
      expect(dismissals).to.equal(0);
    });

    it('stays while it has the focus', async () => {
      const {button} = await shown();
      button('Undo').focus();
      clock.advance(60_000);
      expect(dismissals).to.equal(0);

      button('Undo').blur();
      await Promise.resolve();
      clock.advance(8000);
      expect(dismissals).to.equal(1);
    });

    it('asks for nothing once it is out of the document', async () => {
      const {toast} = await shown();
      toast.remove();
      clock.advance(60_000);
      expect(dismissals).to.equal(0);
    });
  });
});
