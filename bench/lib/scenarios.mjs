/**
 * What is measured. Each takes `record(key, options, measure)`, which gives `measure` a fresh page and keeps what it
 * returns. Data is made ready before the clock starts.
 */
const OPEN_LIMIT = 15_000;

async function openThread(page, count) {
  await page.call('prepareFirst', 20, 50);
  await page.call('first');
  await page.call('prepareThread', count);
  const {dnf} = await page.call('open', OPEN_LIMIT);
  if (dnf) throw new Error(`a thread of ${count} did not open`);
  await page.call('frames', 10);
}

async function append(page, count) {
  await page.call('prepareAppend', count);
  return page.costOf('append');
}

const TEXT = 'Your appointment is tomorrow at nine. '.repeat(45).slice(0, 1600);

export const scenarios = {
  async first({record}) {
    for (const slowdown of [1, 4]) {
      await record(slowdown > 1 ? 'first/slow' : 'first', {slowdown}, async (page) => {
        await page.call('prepareFirst', 1000, 50);
        return {...(await page.costOf('first')), ...(await page.call('stats'))};
      });
    }
  },

  async open({record, sizes}) {
    for (const size of sizes) {
      await record(`open/${size}`, {size}, async (page) => {
        await page.call('prepareFirst', 20, 50);
        await page.call('first');
        await page.call('prepareThread', size);
        await page.call('frames', 10);
        const before = await page.memory();
        const result = await page.costOf('open', OPEN_LIMIT);
        if (result.dnf) return result;
        await page.call('frames', 5);
        const stats = await page.call('stats');
        return {...result, ...stats, heapMB: (await page.memory()).heapMB - before.heapMB};
      });
    }
  },

  async append({record, sizes}) {
    for (const size of sizes.filter((count) => count <= 10_000)) {
      await record(`append1/${size}`, {size}, async (page) => {
        await openThread(page, size);
        await append(page, 1);
        return append(page, 1);
      });
      await record(`append1000/${size}`, {size}, async (page) => {
        await openThread(page, size);
        return append(page, 1000);
      });
    }
  },

  /** All of the thread in the page, also where it came in pages. */
  async whole({record, has}) {
    await record('whole/append1', {}, async (page) => {
      if (!has.windows) return {na: true};
      await openThread(page, 10_000);
      await page.call('loadWholeThread', 120_000);
      if (!(await page.call('toEnd'))) return {dnf: true};
      await append(page, 1);
      return {...(await append(page, 1)), ...(await page.call('stats'))};
    });
  },

  async stream({record}) {
    await record('stream', {}, async (page) => {
      await openThread(page, 1000);
      await page.call('prepareStream', 400);
      return page.costOf('stream', 100);
    });
  },

  async prepend({record, has}) {
    await record('prepend', {}, async (page) => {
      if (!has.prepend) return {na: true};
      await openThread(page, 500);
      await page.call('loadWholeThread', 30_000);
      const moves = {};
      for (const [name, at, step] of [
        ['at0', 0, 0],
        ['at200', 200, 0],
        ['at640', 640, 0],
        ['up', 640, -8],
        ['down', 100, 8],
      ]) {
        const result = await page.call('prepend', 50, at, step);
        if (result.dnf) return result;
        moves[name] = result.isIn ? result.maxMove : null;
      }
      return moves;
    });
  },

  async list({record, sizes, has}) {
    for (const size of sizes) {
      await record(`list/${size}`, {size}, async (page) => {
        if (!has.list) return {na: true};
        await page.call('prepareFirst', 20, 50);
        await page.call('first');
        await page.call('prepareConversations', size);
        await page.call('frames', 10);
        const result = await page.costOf('conversations', OPEN_LIMIT);
        if (result.dnf) return result;
        await page.call('frames', 3);
        const stats = await page.call('stats');
        await page.call('bump', 0.5);
        const bump = await page.costOf('bump', 0.7);
        return {...result, ...stats, bumpMs: bump.ms, bumpCpu: bump.cpu};
      });
    }
  },

  async scroll({record, has}) {
    for (const slowdown of [1, 4]) {
      for (const [pane, step] of [
        ['thread', 60],
        ['thread', 240],
        ['list', 60],
      ]) {
        const key = `scroll/${pane}${step}${slowdown > 1 ? '/slow' : ''}`;
        await record(key, {}, async (page) => {
          if (pane === 'list' && !has.list) return {na: true};
          await openThread(page, 1000);
          if (pane === 'list') {
            await page.call('prepareConversations', 1000);
            await page.call('conversations', OPEN_LIMIT);
            await page.call('frames', 10);
          }
          await page.slowDown(slowdown);
          const result = await page.costOf('scroll', pane, step, 120, false);
          const {blankFrames, blankPx} = await page.call('scroll', pane, step, 60, true);
          return {...result, cpuPerFrame: result.cpu / 120, blankFrames, blankPx};
        });
      }
    }
  },

  async typing({record, opens}) {
    for (const slowdown of [1, 4]) {
      await record(slowdown > 1 ? 'typing/slow' : 'typing', {}, async (page) => {
        const size = opens(10_000) ? 10_000 : 1000;
        await openThread(page, size);
        await page.call('startTyping', TEXT);
        await page.slowDown(slowdown);
        await page.page.keyboard.type('warm up ', {delay: 20});
        await page.call('resetTyping');
        const keys = 'The quick brown fox jumps over it.';
        const result = await page.cost(async () => {
          await page.page.keyboard.type(keys, {delay: 25});
          await page.call('frames', 3);
        });
        return {thread: size, ...(await page.call('typed')), cpuPerKey: result.cpu / keys.length};
      });
    }
  },

  async leak({record}) {
    await record('leak', {once: true}, async (page) => {
      await page.call('prepareFirst', 20, 50);
      await page.call('first');
      const openThreads = async (count) => {
        const end = Date.now() + 120_000;
        for (let i = 0; i < count; i++) {
          await page.call('prepareThread', 200);
          if ((await page.call('open', OPEN_LIMIT)).dnf || Date.now() > end)
            throw new Error(`thread ${i} of ${count}`);
        }
        await page.call('frames', 20);
        return page.memory();
      };
      // Caches are full after some.
      const before = await openThreads(15);
      const after = await openThreads(100);
      const difference = (name) => after[name] - before[name];
      return {
        heapMB: difference('heapMB'),
        nodes: difference('nodes'),
        listeners: difference('listeners'),
        nodesBefore: before.nodes,
      };
    });
  },
};
