/** What is measured, from inside the page. The harness calls these by name, and adds the time of the main thread. */
import {conversations, messages} from './data.js';
import {blankPixels, idOf, visibleRows} from './geometry.js';

const now = () => performance.now();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const frames = async (count) => {
  for (let i = 0; i < count; i++) await frame();
};

let adapter;
let prepare = {msgs: (list) => list, convs: (list) => list};
/** Ids in the open thread. */
let thread = {from: 0, to: 0};
let list = {count: 0, bumps: 0};
let prepared = null;
let latencies = [];

const messageData = (count, options) => prepare.msgs(messages(count, options));

/** Right after the next frame was produced on the main thread. */
function frame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => resolve(now());
      port2.postMessage(0);
    });
  });
}

function isThreadAtEnd(id) {
  const scroller = adapter.thread();
  if (!scroller) return false;
  const last = visibleRows(adapter.rows(), scroller).at(-1);
  return (
    !!last?.element.textContent.includes(`[${id}]`) &&
    last.bottom <= scroller.clientHeight + 24 &&
    blankPixels(adapter.rows(), scroller) === 0
  );
}

function isListTop(id) {
  const scroller = adapter.list();
  if (!scroller) return false;
  const [first] = visibleRows(adapter.listRows(), scroller);
  return !!first?.element.textContent.includes(`[${id}]`) && blankPixels(adapter.listRows(), scroller) === 0;
}

async function until(isReached, limit) {
  for (const start = now(); ;) {
    const time = await frame();
    if (isReached()) return time;
    if (time - start > limit) return null;
  }
}

/** From the call to the end of the first frame in which it shows. */
async function timed(act, isReached, limit) {
  await prepare.done?.();
  await frames(2);
  const start = now();
  act();
  const end = await until(isReached, limit);
  return end === null ? {dnf: true} : {ms: end - start};
}

function observeLongTasks() {
  const durations = [];
  const note = (entries) => durations.push(...entries.map(({duration}) => duration));
  const observer = new PerformanceObserver((entries) => note(entries.getEntries()));
  observer.observe({type: 'longtask'});
  return () => {
    note(observer.takeRecords());
    observer.disconnect();
    return {count: durations.length, longest: Math.max(0, ...durations)};
  };
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : null;
}

window.bench = {
  frames,
  sleep,

  async load(name) {
    const start = now();
    adapter = (await import(`/build/${name}.js`)).default;
    if (adapter.prep) prepare = adapter.prep;
    window.adapter = adapter;
    const has = {list: !!adapter.list, prepend: !!adapter.prepend, windows: !!adapter.windows};
    return {evalMs: now() - start, label: adapter.label, kind: adapter.kind, has};
  },

  prepareFirst(conversationCount, messageCount) {
    thread = {from: 0, to: messageCount};
    list = {count: conversationCount, bumps: 0};
    // Conversations before messages: the thread is one of theirs.
    const convs = prepare.convs(conversations(conversationCount));
    prepared = {convs, msgs: messageData(messageCount)};
  },

  first() {
    const isShown = () => isThreadAtEnd(thread.to - 1) && (!adapter.list || isListTop('c0'));
    return timed(() => adapter.mount(document.getElementById('root'), prepared), isShown, 15_000);
  },

  threads: 0,

  prepareThread(count) {
    const from = (++this.threads % 90) * 1e7 + 1e6;
    prepared = {msgs: messageData(count, {from, seed: 5}), from, to: from + count};
  },

  open(limit) {
    const {msgs, from, to} = prepared;
    thread = {from, to};
    prepared = null;
    return timed(
      () => adapter.openThread(msgs),
      () => isThreadAtEnd(to - 1),
      limit,
    );
  },

  prepareAppend(count) {
    prepared = messageData(count, {from: thread.to, seed: 9});
    thread.to += count;
  },

  async append() {
    const longTasks = observeLongTasks();
    const result = await timed(
      () => adapter.append(prepared),
      () => isThreadAtEnd(thread.to - 1),
      20_000,
    );
    return {...result, long: longTasks()};
  },

  /** Until everything that the host has of the open thread is there, however it is paged. */
  async loadWholeThread(limit) {
    const start = now();
    const scroller = adapter.thread();
    for (let still = 0; still < 20 && now() - start < limit;) {
      const {scrollHeight} = scroller;
      scroller.scrollTop = 0;
      await frames(2);
      still = scroller.scrollHeight === scrollHeight ? still + 1 : 0;
    }
    return {height: scroller.scrollHeight};
  },

  async toEnd() {
    const scroller = adapter.thread();
    scroller.scrollTop = scroller.scrollHeight;
    await frames(3);
    scroller.scrollTop = scroller.scrollHeight;
    await frames(3);
    return isThreadAtEnd(thread.to - 1);
  },

  prepareStream(count) {
    prepared = Array.from({length: count}, (_, i) => messageData(1, {from: thread.to + i, seed: 100 + i}));
    thread = {...thread, base: thread.to, to: thread.to + count};
  },

  async stream(perSecond) {
    const total = prepared.length;
    const longTasks = observeLongTasks();
    const lat = [];
    const waiting = [];
    const gaps = [];
    let sent = 0;
    let isOver = false;
    const watch = async () => {
      for (let last = 0; !isOver;) {
        const time = await frame();
        if (last) gaps.push(time - last);
        last = time;
        const bottom = visibleRows(adapter.rows(), adapter.thread()).at(-1);
        const seen = bottom ? Number(idOf(bottom.element)) - thread.base : -1;
        while (waiting.length > 0 && waiting[0].index <= seen) lat.push(time - waiting.shift().time);
      }
    };
    const watching = watch();
    const start = now();
    const limit = (total / perSecond) * 3000;
    while (sent < total && now() - start < limit) {
      const due = Math.min(total, Math.floor(((now() - start) / 1000) * perSecond));
      for (; sent < due; sent++) {
        waiting.push({index: sent, time: now()});
        adapter.append(prepared[sent]);
      }
      await sleep(1000 / perSecond);
    }
    const sendMs = now() - start;
    for (const end = now(); waiting.length > 0 && now() - end < 5000;) await frame();
    isOver = true;
    await watching;
    const quantiles = {p50: quantile(lat, 0.5), p95: quantile(lat, 0.95), p99: quantile(lat, 0.99)};
    const lost = waiting.length + total - sent;
    return {...quantiles, lost, sendMs, frameP95: quantile(gaps, 0.95), long: longTasks()};
  },

  /**
   * Moves of a row in view while older messages come in above it, in px, frame by frame. `step` scrolls meanwhile, in px
   * a frame: then it is the move beyond the scrolling that counts.
   */
  async prepend(count, at, step) {
    const scroller = adapter.thread();
    scroller.scrollTop = at;
    await frames(4);
    const rows = visibleRows(adapter.rows(), scroller);
    // It must stay in view while it is scrolled, by 200 px either way.
    const row = rows.find(({element, top}) => top >= (step ? 220 : 0) && idOf(element));
    if (!row) return {dnf: true};
    const id = idOf(row.element);
    const older = messageData(count, {from: thread.from - count, seed: 77});
    thread.from -= count;
    const where = () =>
      visibleRows(adapter.rows(), scroller).find(({element}) => idOf(element) === id)?.top ?? null;
    const heightBefore = scroller.scrollHeight;
    const moves = [];
    let expected = row.top;
    let lost = 0;
    let isIn = false;
    for (let i = 0; i < 40; i++) {
      if (i === 2) adapter.prepend(older);
      if (step && i < 25) {
        const y = scroller.scrollTop;
        scroller.scrollTop = y + step;
        expected -= scroller.scrollTop - y;
      }
      await frame();
      isIn ||= scroller.scrollHeight > heightBefore + 500;
      const top = where();
      if (top === null) lost++;
      else moves.push(Math.abs(top - expected));
    }
    return {maxMove: lost ? 9999 : Math.max(...moves), finalMove: moves.at(-1), isIn};
  },

  prepareConversations(count) {
    list = {count, bumps: 0};
    prepared = prepare.convs(conversations(count));
  },

  conversations(limit) {
    const {count} = list;
    const isAllThere = () => !adapter.convCount || adapter.convCount() === count;
    const data = prepared;
    prepared = null;
    return timed(
      () => adapter.setConversations(data),
      () => isListTop('c0') && isAllThere(),
      limit,
    );
  },

  bump(share) {
    const id = `b${++list.bumps}`;
    const preview = `New message arrived just now [${id}]`;
    const index = Math.floor(list.count * share);
    return timed(
      () => adapter.bumpConversation(index, preview),
      () => isListTop(id),
      30_000,
    );
  },

  /** Scrolls by `step` px a frame; `looks` also looks for blank areas, which costs time of its own. */
  async scroll(pane, step, count, looks) {
    const scroller = pane === 'list' ? adapter.list() : adapter.thread();
    const rows = () => (pane === 'list' ? adapter.listRows() : adapter.rows());
    const gaps = [];
    const blanks = [];
    let last = 0;
    let direction = pane === 'list' ? 1 : -1;
    for (let i = 0; i < count; i++) {
      await new Promise((resolve) => {
        requestAnimationFrame((time) => {
          if (last) gaps.push(time - last);
          last = time;
          scroller.scrollTop += direction * step;
          resolve();
        });
      });
      if (looks) {
        await new Promise((resolve) => {
          const {port1, port2} = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(0);
        });
        blanks.push(blankPixels(rows(), scroller));
      }
      const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
      if (i % 16 === 0 && scroller.scrollTop <= 0) direction = 1;
      else if (i % 16 === 0 && isAtEnd) direction = -1;
    }
    return {
      p50: quantile(gaps, 0.5),
      p95: quantile(gaps, 0.95),
      p99: quantile(gaps, 0.99),
      dropped: gaps.filter((gap) => gap > 25).length,
      blankFrames: blanks.filter(Boolean).length,
      blankPx: Math.max(0, ...blanks),
    };
  },

  /** Puts a text into the composer, and follows keys from then on. */
  startTyping(text) {
    const field = adapter.input();
    field.focus();
    document.execCommand('insertText', false, text);
    const note = ({timeStamp}) => void frame().then((time) => latencies.push(time - timeStamp));
    field.addEventListener('keydown', note, {capture: true});
  },

  resetTyping() {
    latencies = [];
  },

  typed() {
    return {
      keys: latencies.length,
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      counter: adapter.counter?.().trim(),
    };
  },

  stats() {
    let nodes = 0;
    (function walk(parent) {
      for (const child of parent.childNodes) {
        nodes++;
        walk(child);
        if (child.shadowRoot) walk(child.shadowRoot);
      }
    })(document.getElementById('root'));
    return {nodes, rows: adapter.rows().length, listRows: adapter.listRows?.().length ?? 0};
  },
};
