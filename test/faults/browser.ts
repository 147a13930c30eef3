/** Real Chromium, for faults of tabs, of storage and of what is painted. */
import {chromium} from 'playwright-core';
import type {Browser, BrowserContext, BrowserContextOptions} from 'playwright-core';
import {browserArgs, ensureBrowser} from '../../scripts/browser.mjs';
import {Inbox} from '../e2e/helpers/inbox.js';
import {Site} from '../e2e/helpers/site.js';
import type {SiteOptions} from '../e2e/helpers/site.js';
import type {ChaosProxy} from '../../conformance/proxy/chaos-proxy.js';
import {PATIENCE_MS, pause} from './measures.js';
import type {FaultRun} from './fault.js';
import type {Account, World} from './world.js';

/** Longer than any run: the host's clock may be set ahead by a day. */
const TOKEN_SECONDS = 72 * 60 * 60;

export const CONTEXT: BrowserContextOptions = {locale: 'en-AU', reducedMotion: 'reduce'};

/** What a page keeps of an agent, as it stands in IndexedDB. */
export interface KeptData {
  drafts: {conversationId: string; body: string}[];
  outbox: {clientMessageId: string; body: string; state: string}[];
}

export interface ProfileOptions extends SiteOptions {
  /** Between the pages and the host; by default the world's. */
  proxy?: ChaosProxy;
  /** How much faster than the test's the pages' clocks go: it shortens waits, not the network. */
  speed?: number;
  /** By default one that all profiles of a run share. */
  context?: BrowserContext;
}

/** One profile of a browser: its tabs share storage, and reach the host through the proxy. */
export class Profile {
  readonly context: BrowserContext;
  readonly site: Site;

  private constructor(context: BrowserContext, site: Site) {
    this.context = context;
    this.site = site;
  }

  /** Ends with the run. */
  static async start(
    run: FaultRun,
    world: World,
    account: Account,
    {proxy = world.proxy, speed = 1, context: given, ...options}: ProfileOptions = {},
  ): Promise<Profile> {
    const context = given ?? (await (await browserOf(run)).newContext(CONTEXT));
    const site = await Site.start(Number(new URL(proxy.url).port), options);
    run.atEnd(() => site.stop());
    // tsx keeps the names of functions by a helper that pages do not have.
    await context.addInitScript('globalThis.__name = (named) => named');
    await context.addInitScript(prepare, {token: await account.token(0, TOKEN_SECONDS), speed});
    return new Profile(context, site);
  }

  /** A tab with the site's page in it. */
  async open(): Promise<Inbox> {
    const page = await this.context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(this.site.url);
    return new Inbox(page, this.site);
  }

  /** Ends the renderer at once, as a crash does: nothing of the page runs any more. */
  async kill({page}: Inbox): Promise<void> {
    const devtools = await this.context.newCDPSession(page);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    // It is never answered: who would answer is dead.
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  }
}

export function inboxBody(conversationId: string): string {
  return `<sms-chat endpoint="/graphql" conversation-id="${conversationId}"></sms-chat>`;
}

/** What the browser keeps for the page's origin. */
export function keptData({page}: Inbox): Promise<KeptData> {
  return page.evaluate(async () => {
    const asPromise = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    const kept: KeptData = {drafts: [], outbox: []};
    for (const {name = ''} of await indexedDB.databases()) {
      const database = await asPromise(indexedDB.open(name));
      if (database.objectStoreNames.contains('drafts')) {
        const transaction = database.transaction(['drafts', 'outbox']);
        const drafts = transaction.objectStore('drafts');
        const [keys, bodies, outbox] = await Promise.all([
          asPromise(drafts.getAllKeys()),
          asPromise(drafts.getAll()),
          asPromise(transaction.objectStore('outbox').getAll()),
        ]);
        kept.drafts.push(...bodies.map(({body}, i) => ({conversationId: keys[i] as string, body})));
        kept.outbox.push(...outbox.map(({clientMessageId, body, state}) => ({clientMessageId, body, state})));
      }
      database.close();
    }
    return kept;
  });
}

/** Looks again, soon, until it holds; answers with whether it did within the limit. */
export async function comesTrue(
  holds: () => Promise<boolean>,
  limitMs = PATIENCE_MS,
  everyMs = 20,
): Promise<boolean> {
  for (const limit = Date.now() + limitMs; ; await pause(everyMs)) {
    if (await holds()) return true;
    if (Date.now() > limit) return false;
  }
}

export async function untilLive(inbox: Inbox): Promise<void> {
  const isLive = async () => (await inbox.heard('sms-chat-status-changed')).at(-1)?.detail.status === 'live';
  if (!(await comesTrue(isLive))) throw new Error('Waited in vain for the page to be live');
}

const browsers = new WeakMap<FaultRun, Promise<Browser>>();

/** The one of this run, which ends with it. */
export function browserOf(run: FaultRun): Promise<Browser> {
  const start = async () => {
    const browser = await chromium.launch({executablePath: await ensureBrowser(), args: browserArgs});
    run.atEnd(() => browser.close());
    return browser;
  };
  const browser = browsers.get(run) ?? start();
  browsers.set(run, browser);
  return browser;
}

/** Runs in the page before anything else: who is signed in, what the document hears, and a clock that can be set. */
function prepare({token, speed}: {token: string; speed: number}) {
  const page = globalThis as unknown as {
    token: string;
    heard: {type: string; detail: unknown}[];
    clockShift: number;
  };
  page.token = token;
  page.clockShift = 0;
  page.heard = [];
  for (const type of ['sms-chat-status-changed', 'sms-chat-error']) {
    document.addEventListener(type, (event) => {
      page.heard.push({type, detail: {...(event as CustomEvent<object>).detail}});
    });
  }
  const now = Date.now.bind(Date);
  const began = now();
  Date.now = () => began + (now() - began) * speed + page.clockShift;
  if (speed === 1) return;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const real = globalThis[name].bind(globalThis);
    Object.assign(globalThis, {
      [name]: (callback: () => void, ms = 0, ...rest: []) => real(callback, ms / speed, ...rest),
    });
  }
}
