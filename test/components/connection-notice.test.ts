import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {FakeClock} from '../helpers/fake-clock.js';
import {ChatError} from '../../src/state/api/chat-error.js';
import type {ConnectionState} from '../../src/state/model.js';
import type {SmsChatConnectionNotice} from '../../src/components/connection-notice/connection-notice.js';
import '../../src/define/leaves.js';

const state = (parts: Partial<ConnectionState>): ConnectionState => ({
  status: 'live',
  retryAt: null,
  error: null,
  ...parts,
});

async function noticeFixture(connection: ConnectionState) {
  const notice = await fixture<SmsChatConnectionNotice>(
    html`<sms-chat-connection-notice .connection=${connection}></sms-chat-connection-notice>`,
  );
  const root = notice.shadowRoot!;
  const text = () => root.querySelector('[role=status]')!.textContent;
  const button = () => root.querySelector('button');
  return {notice, root, text, button};
}

describe('connection notice', () => {
  it('shows nothing while live', async () => {
    const {notice, text, button} = await noticeFixture(state({status: 'live'}));
    expect(text()).to.equal('');
    expect(button()).to.equal(null);
    expect(notice.getBoundingClientRect().height).to.equal(0);
  });

  const words: [Partial<ConnectionState>, string, string | null][] = [
    [{status: 'polling'}, 'Live updates are delayed by some seconds.', null],
    [{status: 'waiting'}, 'Connection lost. Reconnecting…', 'Try now'],
    [{status: 'offline'}, 'You are offline. What you send is kept, and goes out when you are back.', null],
    [
      {status: 'signed-out', error: new ChatError('UNAUTHENTICATED', '')},
      'You are signed out. What you have typed is kept; sign in again to go on.',
      'Try again',
    ],
    [
      {status: 'failed', error: new ChatError('NETWORK', 'TypeError')},
      'The server cannot be reached.',
      'Try again',
    ],
    [
      {status: 'failed', error: new ChatError('UNSUPPORTED_HOST', '')},
      'This inbox and its server do not fit together: one of them needs an update.',
      'Try again',
    ],
  ];
  for (const [connection, said, offered] of words) {
    it(`says “${said}”`, async () => {
      const {notice, text, button} = await noticeFixture(state(connection));
      expect(text()).to.equal(said);
      expect(button()?.textContent?.trim() ?? null).to.equal(offered);
      await expect(notice).to.be.accessible();
    });
  }

  it('asks for an attempt by Try now', async () => {
    const {notice, button} = await noticeFixture(state({status: 'waiting'}));
    setTimeout(() => button()!.click());
    await oneEvent(notice, 'sms-chat-try-now-request');
  });

  it('warns once that nothing outlives a reload', async () => {
    const {notice, root, button} = await noticeFixture(state({}));
    notice.storage = 'memory';
    await notice.updateComplete;
    expect(root.textContent).to.contain('lost on a reload');
    await expect(notice).to.be.accessible();

    button()!.click();
    await notice.updateComplete;
    expect(root.textContent).not.to.contain('lost on a reload');
  });

  describe('time', () => {
    let clock: FakeClock;
    beforeEach(() => (clock = new FakeClock()));
    afterEach(() => clock.restore());

    it('keeps quiet about a start that takes less than a second', async () => {
      const {notice, text} = await noticeFixture(state({status: 'connecting'}));
      clock.advance(500);
      notice.connection = state({status: 'replaying'});
      await notice.updateComplete;
      clock.advance(499);
      await notice.updateComplete;
      expect(text()).to.equal('');

      clock.advance(1);
      await notice.updateComplete;
      expect(text()).to.equal('Catching up…');
    });

    it('stays the same while a lost connection is tried again', async () => {
      const {notice, button, text} = await noticeFixture(state({status: 'waiting'}));
      notice.loaded = true;
      const before = button();
      notice.connection = state({status: 'connecting'});
      await notice.updateComplete;
      expect(text()).to.equal('Connection lost. Reconnecting…');
      expect(button()).to.equal(before);
      notice.connection = state({status: 'replaying'});
      await notice.updateComplete;
      expect(text()).to.equal('Catching up…');
    });

    it('stays the same while an inbox that could not be loaded is tried again by itself', async () => {
      const error = new ChatError('NETWORK', 'TypeError');
      const {notice, button, text} = await noticeFixture(state({status: 'failed', error}));
      const before = button();
      notice.connection = state({status: 'connecting'});
      await notice.updateComplete;
      expect(text()).to.equal('The server cannot be reached.');
      expect(button()).to.equal(before);

      button()!.click();
      await notice.updateComplete;
      expect(text()).to.equal('Connecting…');
      notice.connection = state({status: 'failed', error});
      await notice.updateComplete;
      expect(text()).to.equal('The server cannot be reached.');
    });

    it('says at once that a connection is lost, also where the next attempt is under way already', async () => {
      const {notice, text} = await noticeFixture(state({status: 'live'}));
      notice.loaded = true;
      notice.connection = state({status: 'connecting'});
      await notice.updateComplete;
      expect(text()).to.equal('Connection lost. Reconnecting…');
    });

    it('says nothing at all of a start that was quick', async () => {
      const {notice, text} = await noticeFixture(state({status: 'connecting'}));
      notice.connection = state({status: 'live'});
      await notice.updateComplete;
      clock.advance(5000);
      await notice.updateComplete;
      expect(text()).to.equal('');
    });

    it('counts the seconds to the next attempt, outside of what is read out', async () => {
      const {notice, root, text} = await noticeFixture(
        state({status: 'waiting', retryAt: Date.now() + 3000}),
      );
      const countdown = () => root.querySelector('.countdown')?.textContent ?? null;
      expect(countdown()).to.equal('Next try in 3 sec');

      clock.advance(1000);
      await notice.updateComplete;
      expect(countdown()).to.equal('Next try in 2 sec');
      expect(text()).to.equal('Connection lost. Reconnecting…');

      clock.advance(2000);
      await notice.updateComplete;
      expect(countdown()).to.equal(null);
    });
  });
});
