import {chromium} from 'playwright-core';
import {browserArgs, ensureBrowser} from '../../scripts/browser.mjs';

const ARGS = [
  ...browserArgs,
  '--headless=new',
  '--disable-extensions',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  // Some peers would fetch fonts and emoji.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

let browser;

async function runningBrowser() {
  if (browser?.isConnected()) return browser;
  return (browser = await chromium.launch({executablePath: await ensureBrowser(), args: ARGS}));
}

export async function closeBrowser() {
  await browser?.close().catch(() => undefined);
  browser = undefined;
}

export async function browserVersion() {
  return (await runningBrowser()).version();
}

function within(promise, ms) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('not done in time')), ms);
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

/** A fresh page with one adapter. */
export class BenchPage {
  /** @type {import('playwright-core').Page} */
  page;

  /** @param {{url: string, limit: number, slowdown?: number, onMessage?: (text: string) => void}} options */
  static async open({url, limit, slowdown = 1, onMessage}) {
    const self = new BenchPage();
    self.limit = limit;
    self.context = await (await runningBrowser()).newContext({viewport: {width: 1280, height: 800}});
    self.page = await self.context.newPage();
    if (onMessage) {
      self.page.on('console', (message) => onMessage(message.text()));
      self.page.on('pageerror', (error) => onMessage(String(error.stack)));
    }
    self.cdp = await self.context.newCDPSession(self.page);
    await self.cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
    await self.page.goto(url);
    await self.page.waitForFunction('window.bench');
    self.slowDown(slowdown);
    return self;
  }

  async slowDown(rate) {
    if (rate > 1) await this.cdp.send('Emulation.setCPUThrottlingRate', {rate});
  }

  /** Calls a function of page/bench.js. */
  call(name, ...args) {
    const calling = this.page.evaluate(([fn, values]) => globalThis.bench[fn](...values), [name, args]);
    return within(calling, this.limit + 15_000);
  }

  async metrics() {
    const {metrics} = await within(this.cdp.send('Performance.getMetrics'), 5000);
    return Object.fromEntries(metrics.map(({name, value}) => [name, value]));
  }

  /** What `act` returns, and the time of the main thread that it took, in ms. */
  async cost(act) {
    const before = await this.metrics();
    const result = await act();
    const after = await this.metrics();
    const spent = (name) => (after[name] - before[name]) * 1000;
    return {
      ...result,
      cpu: spent('TaskDuration'),
      script: spent('ScriptDuration'),
      layout: spent('LayoutDuration') + spent('RecalcStyleDuration'),
    };
  }

  costOf(name, ...args) {
    return this.cost(() => this.call(name, ...args));
  }

  /** After garbage collection. */
  async memory() {
    for (let i = 0; i < 3; i++) await this.cdp.send('HeapProfiler.collectGarbage');
    const {JSHeapUsedSize, Nodes, JSEventListeners} = await this.metrics();
    return {heapMB: JSHeapUsedSize / 2 ** 20, nodes: Nodes, listeners: JSEventListeners};
  }

  /** A page that hangs takes its browser with it. */
  async close() {
    await within(this.context.close(), 5000).catch(() => within(closeBrowser(), 5000).catch(() => undefined));
  }
}
