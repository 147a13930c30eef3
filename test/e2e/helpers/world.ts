import {after, afterEach} from 'node:test';
import {readFileSync} from 'node:fs';
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';
import type {Browser, BrowserContext, BrowserContextOptions, Page} from 'playwright-core';
import {TrustedDocuments} from '../../../server/schema/trusted-documents.js';
import type {DocumentList, DocumentParams} from '../../../server/schema/trusted-documents.js';
import {browserArgs, ensureBrowser} from '../../../scripts/browser.mjs';
import {fromRoot} from '../../../scripts/lib/run.mjs';
import {startHost} from '../../server/helpers/host.js';
import type {HostOptions} from '../../../server/start.js';
import type {TestAccount, TestAgent, TestHost} from '../../server/helpers/host.js';
import {Carrier} from './carrier.js';
import {Inbox} from './inbox.js';
import {Site} from './site.js';
import type {SiteOptions} from './site.js';

const TIMEOUT_MS = 10_000;

const trusted = new TrustedDocuments([
  JSON.parse(
    readFileSync(new URL('../../../schema/trusted-documents.json', import.meta.url), 'utf8'),
  ) as DocumentList,
]);

export interface OpenOptions extends SiteOptions {
  /** Of the page, after the site's address. */
  path?: string;
  context?: BrowserContextOptions;
  /** A browser that has been here before. */
  in?: BrowserContext;
  site?: Site;
  /** Runs in the page before its own scripts. */
  before?: () => void;
  /** What the page takes for the present moment, for as long as it is open. Its timers run all the same. */
  now?: number;
}

/** A host with its carriers, and a browser: shared by all tests of a process, each with an account of its own. */
export class World {
  readonly host: TestHost;
  readonly carrier: Carrier;
  readonly browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  readonly #sites: Site[] = [];
  readonly #errors: Error[] = [];

  constructor(host: TestHost, carrier: Carrier, browser: Browser) {
    this.host = host;
    this.carrier = carrier;
    this.browser = browser;
  }

  account(options: {balance?: number} = {}): Promise<TestAccount> {
    return this.host.account(options);
  }

  /** A site between browsers and the host. */
  async site(options: SiteOptions = {}): Promise<Site> {
    const site = await Site.start(this.host.host.port, options);
    this.#sites.push(site);
    return site;
  }

  /** Opens a page with the elements as this agent; in a fresh browser profile unless told otherwise. */
  async open(agent: TestAgent, options: OpenOptions = {}): Promise<Inbox> {
    const site = options.site ?? (await this.site(options));
    const context = options.in ?? (await this.#newContext(options.context));
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on('pageerror', (error) => this.#errors.push(error));
    this.#checkDocuments(page);
    // What tests run in the page is compiled by esbuild, which calls this for every function with a name.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript(prepare, await agent.token());
    if (options.before) await page.addInitScript(options.before);
    if (options.now) await page.clock.setFixedTime(options.now);
    await page.goto(`${site.url}${options.path ?? '/'}`);
    return new Inbox(page, site);
  }

  /** A host for real use answers the documents of a list, so the bundle may send no other. */
  #checkDocuments(page: Page) {
    const check = (sent: string | null) => {
      if (!sent?.startsWith('{')) return;
      const {payload, ...body} = JSON.parse(sent) as DocumentParams & {payload?: DocumentParams};
      const params = payload?.query ? payload : body;
      if (!params.query) return;
      try {
        trusted.resolve(params);
      } catch {
        this.#errors.push(new Error(`Not in schema/trusted-documents.json: ${params.query}`));
      }
    };
    page.on(
      'request',
      (request) => new URL(request.url()).pathname === '/graphql' && check(request.postData()),
    );
    page.on('websocket', (socket) => socket.on('framesent', ({payload}) => check(payload.toString())));
  }

  /** After each test: closes what it opened, and fails where a page threw. */
  async tidy(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    await Promise.all(this.#sites.splice(0).map((site) => site.stop()));
    assert.deepEqual(this.#errors.splice(0), [], 'a page threw');
  }

  async #newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      locale: 'en-AU',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      viewport: {width: 1100, height: 760},
      ...options,
    });
    this.#contexts.push(context);
    return context;
  }
}

let world: Promise<World> | undefined;

/** The one of this process: started by the first file that needs it, with the options of that file. */
export function startWorld(options: HostOptions = {}): Promise<World> {
  return (world ??= start(options));
}

async function start(options: HostOptions): Promise<World> {
  const carrier = new Carrier();
  const [host, browser] = await Promise.all([
    startHost({gateway: carrier, ...options}),
    chromium.launch({
      executablePath: await ensureBrowser(),
      // Letters are drawn in one way, whatever the machine prefers.
      args: [...browserArgs, '--disable-lcd-text', '--font-render-hinting=none'],
      env: {...process.env, FONTCONFIG_FILE: fromRoot('test/e2e/helpers/fonts.conf')},
    }),
  ]);
  const started = new World(host, carrier, browser);
  afterEach(() => started.tidy());
  after(() => browser.close());
  return started;
}

/** Runs in the page before anything else: who is signed in, and what the document hears. */
function prepare(token: string) {
  const page = globalThis as unknown as {token: string; heard: {type: string; detail: unknown}[]};
  page.token = token;
  page.heard = [];
  document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sample}) => {
    reportError(new Error(`The policy of the page forbids ${violatedDirective}: ${blockedURI} ${sample}`));
  });
  const types = new Set<string>();
  const dispatch = EventTarget.prototype.dispatchEvent;
  // By any name, also one that nobody has written down.
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event instanceof CustomEvent && !types.has(event.type)) {
      types.add(event.type);
      document.addEventListener(event.type, (heard) => {
        const {type, detail} = heard as CustomEvent;
        page.heard.push({type, detail: JSON.parse(JSON.stringify(detail ?? null))});
      });
    }
    return dispatch.call(this, event);
  };
}
