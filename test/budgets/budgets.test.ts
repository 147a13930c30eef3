/**
 * What the built inbox costs, in counts that no clock changes: DOM nodes, requests, bytes, rows that are rendered. It
 * runs in the page of the benchmark, with its host (bench/adapters/sms-chat.js).
 */
import assert from 'node:assert/strict';
import {gzipSync} from 'node:zlib';
import {after, before, describe, it} from 'node:test';
import {BenchPage, closeBrowser} from '../../bench/lib/bench-page.mjs';
import {buildPages} from '../../bench/lib/build.mjs';
import {serve} from '../../bench/lib/server.mjs';

interface Requested {
  operation: string;
  at: number;
  answer: string | null;
}

describe('the built inbox', () => {
  let server: {url: string; close: () => void};
  let page: BenchPage;

  before(async () => {
    await buildPages(['sms-chat']);
    server = await serve();
  });

  after(async () => {
    await closeBrowser();
    server.close();
  });

  /** A fresh page with 1,000 conversations, a thread of 50 open. */
  async function open(): Promise<void> {
    await page?.close();
    page = await BenchPage.open({url: `${server.url}sms-chat`, limit: 60_000});
    await page.call('load', 'sms-chat');
    await evaluate(`{
      const {network} = adapter;
      network.keepsAnswers = true;
      window.renderedBefore = [];
      for (const list of [network.requests, network.sockets]) {
        list.push = function (item) {
          renderedBefore.push(adapter.element.shadowRoot.childElementCount);
          return Array.prototype.push.call(this, item);
        };
      }
    }`);
    await page.call('prepareFirst', 1000, 50);
    await shown(page.call('first'));
  }

  async function shown(painting: Promise<{dnf?: boolean}>): Promise<void> {
    assert.ok(!(await painting).dnf, 'it was not painted in time');
    await page.call('frames', 5);
  }

  const evaluate = <T>(script: string): Promise<T> => page.page.evaluate(script);
  const requests = () =>
    evaluate<Requested[]>(
      'adapter.network.requests.map(({operation, at, answer}) => ({operation, at, answer}))',
    );

  /** Texts of the rows in which something changes while `act` runs, of list and thread. */
  async function changedRows(act: () => Promise<unknown>): Promise<{list: string[]; thread: string[]}> {
    await evaluate(`{
      window.changed = {list: new Set(), thread: new Set()};
      const watch = (rows, into) => {
        const box = rows()[0].parentElement;
        const note = (records) => {
          for (const {target, type, addedNodes} of records) {
            const touched = target === box ? [...addedNodes] : type === 'attributes' && target.parentElement === box ? [] : [target];
            for (const node of touched) {
              const row = [...rows()].find((row) => row.contains(node));
              if (row) into.add(row.textContent.trim());
            }
          }
        };
        const observer = new MutationObserver(note);
        observer.observe(box, {subtree: true, childList: true, characterData: true, attributes: true});
      };
      watch(adapter.listRows, changed.list);
      watch(adapter.rows, changed.thread);
    }`);
    await act();
    await page.call('frames', 5);
    return evaluate('({list: [...changed.list], thread: [...changed.thread]})');
  }

  it('shows its first screen with two requests and one socket, all started at once, under 30 kB', async () => {
    await open();
    const made = await requests();
    assert.deepEqual(made.map(({operation}) => operation).sort(), ['InboxSnapshot', 'ThreadPage']);
    assert.equal(await evaluate('adapter.network.sockets.length'), 1);
    // Not after the other's answer, nor after what is rendered first.
    assert.deepEqual(await evaluate('renderedBefore'), [0, 0, 0]);
    const bytes = made.reduce((sum, {answer}) => sum + gzipSync(answer ?? '').length, 0);
    assert.ok(bytes < 30_000, `${bytes} bytes, gzipped`);
  });

  it('opens a thread with one request', async () => {
    await open();
    const before = (await requests()).length;
    await page.call('prepareThread', 1000);
    await shown(page.call('open', 30_000));
    const made = (await requests()).slice(before);
    assert.deepEqual(
      made.map(({operation}) => operation),
      ['ThreadPage'],
    );
  });

  it('has at most one request in flight for what is typed into To, and shows the answer to the last key', async () => {
    await open();
    await evaluate('adapter.network.mostInFlight = 0, adapter.latency = 30');
    await page.page.getByRole('button', {name: 'New', exact: true}).click();
    const to = page.page.getByRole('combobox', {name: 'To'});
    await to.pressSequentially('Grace');
    const last = page.page.getByRole('option').first();
    await last.filter({hasText: 'Grace'}).waitFor();
    assert.equal(await evaluate('adapter.network.mostInFlight'), 1);
    const asked = (await requests()).filter(({operation}) => operation !== 'ThreadPage').slice(1);
    assert.ok(asked.length <= 'Grace'.length, asked.map(({operation}) => operation).join());
  });

  it('has as many DOM nodes for a thread of 100,000 messages as for one of 1,000', async () => {
    await open();
    const counts: number[] = [];
    for (const size of [1000, 10_000, 100_000]) {
      await page.call('prepareThread', size);
      await shown(page.call('open', 30_000));
      counts.push(((await page.call('stats')) as {nodes: number}).nodes);
    }
    assert.ok(Math.max(...counts) <= 1500, `${counts.join(', ')} nodes`);
    assert.ok(Math.max(...counts) - Math.min(...counts) < 150, `${counts.join(', ')} nodes`);
  });

  it('has as few DOM nodes for 100,000 conversations', async () => {
    await open();
    await page.call('prepareConversations', 100_000);
    await shown(page.call('conversations', 30_000));
    const {nodes} = (await page.call('stats')) as {nodes: number};
    assert.ok(nodes <= 1500, `${nodes} nodes`);
  });

  it('renders one row of each for a message, and one of the thread for a receipt', async () => {
    await open();
    await page.call('prepareAppend', 1);
    await shown(page.call('append'));
    await page.call('prepareAppend', 1);
    const message = await changedRows(() => shown(page.call('append')));
    assert.equal(message.list.length, 1, message.list.join('\n'));
    // The one before it may end a group of messages no more.
    assert.ok(message.thread.length >= 1 && message.thread.length <= 2, message.thread.join('\n'));

    const id = await evaluate<number>(`Number(
      [...adapter.rows()].findLast((row) => row.querySelector('.outbound')).textContent.match(/\\[(\\d+)\\]/)[1])`);
    const receipt = await changedRows(() => evaluate(`adapter.receipt(${id}, 'SENT')`));
    assert.deepEqual(receipt.list, []);
    assert.equal(receipt.thread.length, 1, receipt.thread.join('\n'));
  });

  it('lays out once for a message, list and thread together', async () => {
    await open();
    const counts: number[] = [];
    for (let i = 0; i < 6; i++) {
      await page.call('prepareAppend', 1);
      await page.call('frames', 5);
      const before = (await page.metrics()).LayoutCount!;
      await shown(page.call('append'));
      counts.push((await page.metrics()).LayoutCount! - before);
    }
    // Marking as read may come in between, with a layout of its own.
    assert.equal(Math.min(...counts), 1, counts.join(', '));
  });

  it('shows 1,000 messages that come at once, and keeps to its few nodes', async () => {
    await open();
    await page.call('prepareAppend', 1000);
    await shown(page.call('append'));
    const {nodes} = (await page.call('stats')) as {nodes: number};
    assert.ok(nodes <= 1500, `${nodes} nodes`);
  });
});
