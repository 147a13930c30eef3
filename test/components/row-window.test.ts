import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import {RowWindow, type RowRange} from '../../src/shared/row-window.js';

interface Item {
  readonly id: string;
  readonly height: number;
}

const VIEW = 300;
/** How long a browser takes to scroll smoothly depends on what else the machine does. */
const PATIENT = {timeout: 8_000};

/** Heights between 20 and 219 px that look random, and are the same in each run. */
function items(from: number, to: number): Item[] {
  return Array.from({length: to - from}, (_, i) => {
    const n = from + i;
    return {id: `${n}`, height: 20 + ((((n * 7919) % 200) + 200) % 200)};
  });
}

interface Opened {
  scroller: HTMLElement;
  rows: RowWindow<Item>;
  ranges: RowRange[];
  rendered: string[];
}

async function open(list: readonly Item[], {hidden = false} = {}): Promise<Opened> {
  const scroller = await fixture<HTMLElement>(html`<div ?hidden=${hidden}></div>`);
  Object.assign(scroller.style, {blockSize: `${VIEW}px`, inlineSize: '400px', overflowY: 'scroll'});
  const ranges: RowRange[] = [];
  const rendered: string[] = [];
  const rows = new RowWindow<Item>(scroller, {
    key: (item) => item.id,
    estimate: () => 60,
    holds: (item) => !item.id.startsWith('head'),
    render: (item, host) => {
      rendered.push(item.id);
      host.dataset.id = item.id;
      host.innerHTML = '<button>Row</button>';
      host.style.blockSize = `${item.height}px`;
    },
    onRange: (range) => ranges.push(range),
  });
  rows.setItems(list);
  await settled();
  return {scroller, rows, ranges, rendered};
}

/** Resize observers and scroll events have had their turn. */
async function settled() {
  await nextFrame();
  await nextFrame();
  await nextFrame();
}

function hosts(scroller: HTMLElement) {
  return [...scroller.querySelectorAll<HTMLElement>('[data-id]')];
}

/** Top of each row that is in view, by id. */
function inView(scroller: HTMLElement) {
  const view = scroller.getBoundingClientRect();
  return new Map(
    hosts(scroller)
      .map((host) => [host, host.getBoundingClientRect()] as const)
      .filter(([, {top, bottom}]) => bottom > view.top && top < view.bottom)
      .map(([host, {top}]) => [host.dataset.id!, top - view.top] as const),
  );
}

/** Of the rows that start in view: how far the one moved most that moved most. */
function moved(before: ReadonlyMap<string, number>, scroller: HTMLElement) {
  const after = inView(scroller);
  const started = [...before].filter(([, top]) => top >= 0);
  expect(started.length, 'rows to compare').to.be.greaterThan(0);
  return Math.max(...started.map(([id, top]) => Math.abs((after.get(id) ?? Infinity) - top)));
}

function distanceToEnd(scroller: HTMLElement) {
  return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
}

async function scrollTo(scroller: HTMLElement, y: number) {
  scroller.scrollTop = y;
  await settled();
}

describe('RowWindow', () => {
  it('opens at the end, and covers the whole view', async () => {
    const {scroller, rows} = await open(items(0, 500));
    expect(rows.following).to.be.true;
    expect(distanceToEnd(scroller)).to.equal(0);
    expect(hosts(scroller).at(-1)!.dataset.id).to.equal('499');
    const view = scroller.getBoundingClientRect();
    expect(hosts(scroller)[0]!.getBoundingClientRect().top).to.be.lessThan(view.top);
  });

  it('puts rows one below the other, without gaps, wherever one scrolls', async () => {
    const {scroller} = await open(items(0, 500));
    for (const y of [9000, 20_000, 300, 0]) {
      await scrollTo(scroller, y);
      const view = scroller.getBoundingClientRect();
      const rects = hosts(scroller).map((host) => host.getBoundingClientRect());
      rects.slice(1).forEach((rect, i) => expect(rect.top).to.be.closeTo(rects[i]!.bottom, 0.01));
      expect(rects[0]!.top).to.be.at.most(view.top);
      expect(rects.at(-1)!.bottom).to.be.at.least(view.bottom);
    }
  });

  it('moves nothing by a single pixel when rows of other heights come before, wherever the reader is', async () => {
    const {scroller, rows} = await open(items(0, 50));
    let first = 0;
    for (const y of [0, 1, 37, 199.5, 640, 1801, 2500]) {
      await scrollTo(scroller, y);
      const before = inView(scroller);
      first -= 50;
      rows.setItems([...items(first, first + 50), ...rows.items]);
      expect(moved(before, scroller), `at once, from ${y}`).to.equal(0);
      await nextFrame();
      expect(moved(before, scroller), `in the next frame, from ${y}`).to.equal(0);
      await settled();
      expect(moved(before, scroller), `at rest, from ${y}`).to.equal(0);
    }
  });

  it('is held by a message, not by a line that stays on top when others come before', async () => {
    const {scroller, rows} = await open([{id: 'head', height: 32}, ...items(0, 50)]);
    await scrollTo(scroller, 0);
    const before = inView(scroller).get('0');
    rows.setItems([{id: 'head', height: 32}, ...items(-20, 50)]);
    await settled();
    expect(inView(scroller).get('0')).to.equal(before);
  });

  it('keeps what is read in its place while it is scrolled up through rows of unknown height', async () => {
    const {scroller} = await open(items(0, 300));
    for (let i = 0; i < 60; i++) {
      const before = inView(scroller);
      scroller.scrollTop -= 45;
      await nextFrame();
      const after = inView(scroller);
      for (const [id, top] of before) if (top >= 0 && top < 200) expect(after.get(id)! - top).to.equal(45);
    }
  });

  it('lets a scroll under way come to its end, though rows on its way are higher than reckoned', async () => {
    const {scroller, ranges} = await open(items(0, 300));
    await scrollTo(scroller, 9000);
    const row = hosts(scroller).find(
      (host) => host.getBoundingClientRect().top >= scroller.getBoundingClientRect().top,
    )!;
    const {top} = row.getBoundingClientRect();
    scroller.scrollBy({top: -600, behavior: 'smooth'});
    await waitUntil(() => row.getBoundingClientRect().top === top + 600, 'the end of the scroll', PATIENT);

    await waitUntil(
      () => Math.abs(scroller.scrollTop - ranges.at(-1)!.above) < 1,
      'the true position',
      PATIENT,
    );
    expect(row.getBoundingClientRect().top).to.equal(top + 600);
  });

  it('shows each message of a fast stream while it follows the end, however many come at once', async () => {
    const {scroller, rows} = await open(items(0, 100));
    let last = 100;
    for (const count of [1, 1, 2, 5, 1, 40, 3, 1]) {
      rows.setItems([...rows.items, ...items(last, (last += count))]);
      if (count % 2) await nextFrame();
      expect(distanceToEnd(scroller)).to.equal(0);
      expect(inView(scroller).has(`${last - 1}`), `row ${last - 1}`).to.be.true;
    }
    expect(rows.following).to.be.true;
  });

  it('stops following as soon as the reader scrolls up, even if a message comes before the scroll event', async () => {
    const {scroller, rows} = await open(items(0, 100));
    scroller.scrollTop -= 12;
    const before = inView(scroller);
    rows.setItems([...rows.items, ...items(100, 110)]);
    expect(rows.following).to.be.false;
    expect(moved(before, scroller)).to.equal(0);
    await settled();
    rows.setItems([...rows.items, ...items(110, 111)]);
    await settled();
    expect(moved(before, scroller)).to.equal(0);
  });

  it('follows again once the reader is back at the end', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 2000);
    expect(rows.following).to.be.false;
    await scrollTo(scroller, scroller.scrollHeight);
    expect(rows.following).to.be.true;
    rows.setItems([...rows.items, ...items(100, 101)]);
    expect(distanceToEnd(scroller)).to.equal(0);
  });

  it('does not take the end of what is loaded for the end, where more is to come', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 2000);
    rows.setItems(rows.items, {openEnded: true});
    await scrollTo(scroller, scroller.scrollHeight);
    const before = inView(scroller);
    rows.setItems([...rows.items, ...items(100, 150)], {openEnded: true});
    await settled();
    expect(rows.following).to.be.false;
    expect(moved(before, scroller)).to.equal(0);
  });

  it('holds what is read when a row above or below changes its height later', async () => {
    const {scroller} = await open(items(0, 100));
    await scrollTo(scroller, 3000);
    const view = scroller.getBoundingClientRect();
    const above = hosts(scroller)
      .filter((host) => host.getBoundingClientRect().bottom < view.top)
      .at(-1)!;
    const below = hosts(scroller).find((host) => host.getBoundingClientRect().top > view.bottom)!;
    for (const [host, height] of [
      [above, 260],
      [above, 30],
      [below, 400],
      [below, 10],
    ] as const) {
      const before = inView(scroller);
      host.style.blockSize = `${height}px`;
      await nextFrame();
      await nextFrame();
      expect(moved(before, scroller)).to.equal(0);
    }
    const rects = hosts(scroller).map((host) => host.getBoundingClientRect());
    rects.slice(1).forEach((rect, i) => expect(rect.top).to.be.closeTo(rects[i]!.bottom, 0.01));
  });

  it('stays at the end when the last row grows, the view shrinks or the view grows', async () => {
    const {scroller, rows} = await open(items(0, 100));
    hosts(scroller).at(-1)!.style.blockSize = '333px';
    await settled();
    expect(distanceToEnd(scroller)).to.equal(0);
    for (const height of [120, 420]) {
      scroller.style.blockSize = `${height}px`;
      await settled();
      expect(distanceToEnd(scroller)).to.equal(0);
      expect(rows.following).to.be.true;
    }
  });

  it('holds what is read when the width changes all heights', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 3000);
    const [id, top] = [...inView(scroller)].find(([, y]) => y >= 0)!;
    scroller.style.inlineSize = '200px';
    for (const host of hosts(scroller)) host.style.blockSize = `${host.offsetHeight * 2}px`;
    await settled();
    expect(inView(scroller).get(id)).to.equal(top);
    expect(rows.following).to.be.false;
  });

  it('opens where it should though it is hidden at first, and when it is hidden in between', async () => {
    const {scroller, rows} = await open(items(0, 100), {hidden: true});
    scroller.hidden = true;
    scroller.style.display = 'none';
    rows.setItems(rows.items, {show: {key: '40', align: 'start'}});
    await settled();
    scroller.style.display = '';
    scroller.hidden = false;
    await settled();
    expect(inView(scroller).get('40')).to.equal(0);

    scroller.style.display = 'none';
    await settled();
    rows.setItems([...items(-50, 0), ...rows.items]);
    scroller.style.display = '';
    await settled();
    expect(inView(scroller).get('40')).to.equal(0);
  });

  it('keeps its place when messages come in the turn in which it is hidden', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 3000);
    const before = inView(scroller);
    scroller.style.display = 'none';
    rows.setItems([...items(-50, 0), ...rows.items, ...items(100, 110)]);
    await settled();
    expect(rows.following).to.be.false;
    scroller.style.display = '';
    await settled();
    expect(moved(before, scroller)).to.equal(0);
  });

  it('keeps its place while it has no width', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 3000);
    const before = inView(scroller);
    scroller.style.width = '0';
    await settled();
    rows.setItems([...items(-50, 0), ...rows.items]);
    scroller.style.width = '';
    await settled();
    expect(moved(before, scroller)).to.equal(0);
  });

  it('is at the end when it is shown again after messages came while it was hidden', async () => {
    const {scroller, rows} = await open(items(0, 100));
    scroller.style.display = 'none';
    await settled();
    rows.setItems([...rows.items, ...items(100, 130)]);
    scroller.style.display = '';
    await settled();
    expect(distanceToEnd(scroller)).to.equal(0);
    expect(inView(scroller).has('129')).to.be.true;
  });

  it('keeps its place when it is moved in the document', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 3000);
    const before = inView(scroller);
    scroller.parentElement!.append(scroller);
    rows.restore();
    await settled();
    expect(moved(before, scroller)).to.equal(0);
  });

  it('keeps the focus in a row that is scrolled far away, and the order of the rows', async () => {
    const {scroller} = await open(items(0, 500));
    const focused = hosts(scroller).at(-1)!.querySelector('button')!;
    focused.focus();
    await scrollTo(scroller, 0);
    expect(document.activeElement).to.equal(focused);
    expect(hosts(scroller).map((host) => Number(host.dataset.id))).to.deep.equal(
      hosts(scroller)
        .map((host) => Number(host.dataset.id))
        .sort((a, b) => a - b),
    );
    focused.blur();
    await scrollTo(scroller, 100);
    expect(hosts(scroller).some((host) => host.dataset.id === '499')).to.be.false;
  });

  it('renders a row again only when its item is another one', async () => {
    const {rows, rendered} = await open(items(0, 100));
    rendered.length = 0;
    rows.setItems([...rows.items, ...items(100, 101)]);
    expect(rendered).to.deep.equal(['100']);
    rendered.length = 0;
    rows.setItems(rows.items.map((item) => (item.id === '99' ? {...item} : item)));
    expect(rendered).to.deep.equal(['99']);
  });

  it('holds the next row when the one in view is taken out', async () => {
    const {scroller, rows} = await open(items(0, 100));
    await scrollTo(scroller, 3000);
    const [held, next] = [...inView(scroller)].filter(([, top]) => top >= 0);
    rows.setItems(rows.items.filter((item) => item.id !== held![0]));
    await settled();
    expect(inView(scroller).get(next![0])).to.equal(next![1]);
  });

  it('shows a row in the middle of the view', async () => {
    const {scroller, rows} = await open(items(0, 300));
    rows.setItems(rows.items, {show: {key: '150', align: 'center'}});
    await settled();
    const row = hosts(scroller).find((host) => host.dataset.id === '150')!;
    const middle = inView(scroller).get('150')! + row.offsetHeight / 2;
    expect(middle).to.be.closeTo(VIEW / 2, 1);
  });

  it('keeps it there when the view becomes less high, until the reader scrolls', async () => {
    const {scroller, rows} = await open(items(0, 300));
    const middleOf = (id: string) =>
      inView(scroller).get(id)! + hosts(scroller).find((host) => host.dataset.id === id)!.offsetHeight / 2;
    rows.setItems(rows.items, {show: {key: '150', align: 'center'}});
    scroller.style.height = `${VIEW - 160}px`;
    await settled();
    expect(middleOf('150')).to.be.closeTo(VIEW / 2 - 80, 1);
    rows.setItems(items(-20, 300));
    await settled();
    expect(middleOf('150')).to.be.closeTo(VIEW / 2 - 80, 1);
    await scrollTo(scroller, scroller.scrollTop + 40);
    const top = inView(scroller).get('150');
    scroller.style.height = `${VIEW}px`;
    await settled();
    expect(inView(scroller).get('150')).to.equal(top);
  });

  it('holds the next row when the one that it was to show is taken out', async () => {
    const {scroller, rows} = await open(items(0, 300));
    rows.setItems(rows.items, {show: {key: '150', align: 'center'}});
    await settled();
    const next = inView(scroller).get('151');
    rows.setItems(rows.items.filter((item) => item.id !== '150'));
    await settled();
    expect(inView(scroller).get('151')).to.equal(next);
  });

  it('says what is in view', async () => {
    const {scroller, rows, ranges} = await open(items(0, 100));
    await scrollTo(scroller, 0);
    expect(ranges.at(-1)).to.include({first: 0, above: 0});
    rows.scrollToEnd();
    expect(ranges.at(-1)).to.include({last: 99, below: 0});
  });

  it('mounts no more rows for 10,000 items than for 100, wherever it is scrolled', async () => {
    const {scroller, rows} = await open(items(0, 10_000));
    for (const y of [0, 100_000, 512_345, 1e9]) {
      await scrollTo(scroller, y);
      expect(hosts(scroller).length).to.be.within(2, 60);
    }
    rows.setItems(items(20_000, 20_001));
    expect(hosts(scroller).length).to.equal(1);
    rows.setItems([]);
    expect(hosts(scroller).length).to.equal(0);
  });

  it('causes no resize observer errors', async () => {
    const errors: string[] = [];
    const listen = (event: ErrorEvent) => errors.push(event.message);
    window.addEventListener('error', listen);
    const {scroller, rows} = await open(items(0, 200));
    await scrollTo(scroller, 2000);
    for (const host of hosts(scroller)) host.style.blockSize = '12px';
    await settled();
    rows.setItems([...items(-30, 0), ...rows.items]);
    scroller.style.blockSize = '500px';
    await settled();
    window.removeEventListener('error', listen);
    expect(errors).to.deep.equal([]);
  });
});
