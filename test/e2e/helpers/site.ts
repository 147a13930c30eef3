import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {createServer, request as forward} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {connect} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';
import * as path from 'node:path';
import {fromRoot} from '../../../scripts/lib/run.mjs';

/**
 * As strict as a host's page can be. Pages whose endpoint is elsewhere have to name it, and pages that a server has
 * rendered their style elements.
 */
function contentSecurityPolicy(content: string): string {
  const styles = [...content.matchAll(/<style>([^]*?)<\/style>/g)].map(
    ([, style]) => `'sha256-${createHash('sha256').update(style!).digest('base64')}'`,
  );
  return `default-src 'none'; script-src 'self'; style-src 'self' ${[...new Set(styles)].join(' ')}; img-src 'self' data:; connect-src 'self' http://localhost:* ws://localhost:*; require-trusted-types-for 'script'`;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
};

const DEFAULT_CSS = `html, body { block-size: 100%; margin: 0 } sms-chat { block-size: 100vh }`;

/** Every element on the page signs in as whoever `window.token` stands for. */
const DEFAULT_SCRIPT = `for (const element of document.querySelectorAll('sms-chat, sms-chat-badge')) {
  element.auth = async () => ({token: window.token});
}`;

/** Read once, so that all tests of a file run the same build. */
const bundles: Readonly<Record<string, Promise<string>>> = {
  '/dist/sms-chat.js': readFile(fromRoot('dist/sms-chat.js'), 'utf8'),
  '/dist/sms-chat-badge.js': readFile(fromRoot('dist/sms-chat-badge.js'), 'utf8'),
  '/dist/extras.js': readFile(fromRoot('dist/extras.js'), 'utf8'),
  '/dist/links.js': readFile(fromRoot('dist/links.js'), 'utf8'),
  '/dist/keyboard.js': readFile(fromRoot('dist/keyboard.js'), 'utf8'),
};

export interface SiteOptions {
  /** Inside of <body>; by default the inbox alone. */
  body?: string;
  /** The page's own script, after the elements are defined. */
  script?: string;
  css?: string;
  /** The build that the page loads, by default both elements. */
  bundle?: 'sms-chat' | 'sms-chat-badge';
  /** Attributes of <html>, instead of `lang="en"`. */
  html?: string;
  /** Serves the files of this folder, a page that is built already, in place of all of the above. */
  folder?: string;
  /** Its content security policy, in place of the strictest that the tests can do with. */
  policy?: string;
  /** Further files, by their path. */
  files?: Readonly<Record<string, string>>;
  /** Translations in place of those of the package, by file name: `ja.js`. */
  locales?: Readonly<Record<string, string>>;
  /** False for a site that forgot the folder dist/emoji. */
  emoji?: boolean;
  /** What `POST /api/session` answers, for pages that sign in by themselves. */
  session?: () => Promise<{token: string}>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The site of a host, on one origin with its endpoint: serves a page with the elements, and passes /graphql on to
 * `upstream`. All that is between a browser and a host can go wrong here.
 */
export class Site {
  readonly options: SiteOptions;
  /** Answers /graphql in place of the host. */
  answer: Answer | null = null;
  /** How many WebSockets have been opened so far. */
  socketsOpened = 0;
  readonly #upstream: number;
  readonly #server: Server;
  readonly #connections = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  #isDown = false;

  private constructor(upstream: number, options: SiteOptions) {
    this.#upstream = upstream;
    this.options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    this.#server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
  }

  static async start(upstream: number, options: SiteOptions = {}): Promise<Site> {
    const site = new Site(upstream, options);
    await new Promise<void>((resolve) => site.#server.listen(0, 'localhost', resolve));
    return site;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** WebSockets that are open now. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Breaks all connections to the host, and lets none through until `up`. */
  down(): void {
    this.#isDown = true;
    for (const socket of this.#connections) socket.destroy();
  }

  up(): void {
    this.#isDown = false;
  }

  async stop(): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname} = new URL(request.url ?? '/', this.url);
    if (pathname === '/graphql') return this.#pass(request, response);
    if (pathname === '/api/session' && this.options.session)
      return void response.end(JSON.stringify(await this.options.session()));
    const file = await this.#file(pathname).catch(() => null);
    if (file === null) return void response.writeHead(404).end();
    const [type, content] = file;
    response.writeHead(200, {
      'content-type': type,
      'content-security-policy': this.options.policy ?? contentSecurityPolicy(content),
    });
    response.end(content);
  }

  async #file(pathname: string): Promise<[type: string, content: string] | null> {
    const {folder} = this.options;
    if (folder === undefined) return this.#page(pathname);
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const type = TYPES[path.extname(name)];
    return type ? [type, await readFile(path.join(folder, name), 'utf8')] : null;
  }

  async #page(pathname: string): Promise<[type: string, content: string] | null> {
    const {
      html = 'lang="en"',
      bundle = 'sms-chat',
      body = '<sms-chat endpoint="/graphql"></sms-chat>',
    } = this.options;
    const [, locale] = /^\/dist\/locales\/([\w-]+\.js)$/.exec(pathname) ?? [];
    if (locale) {
      const own = this.options.locales?.[locale];
      return ['text/javascript', own ?? (await readFile(fromRoot(`dist/locales/${locale}`), 'utf8'))];
    }
    const file = this.options.files?.[pathname];
    if (file !== undefined) return [TYPES[path.extname(pathname)] ?? TYPES['.html']!, file];
    if (/^\/dist\/emoji\/[\w-]+\.js$/.test(pathname))
      return this.options.emoji === false
        ? null
        : ['text/javascript', await readFile(fromRoot(pathname.slice(1)), 'utf8')];
    switch (pathname) {
      case '/favicon.ico':
        return ['image/x-icon', ''];
      case '/page.css':
        return ['text/css', this.options.css ?? DEFAULT_CSS];
      case '/page.js':
        return ['text/javascript', this.options.script ?? DEFAULT_SCRIPT];
      case '/dist/sms-chat.js':
      case '/dist/sms-chat-badge.js':
      case '/dist/extras.js':
      case '/dist/links.js':
      case '/dist/keyboard.js':
        return ['text/javascript', (await bundles[pathname]) ?? ''];
      default:
        return [
          'text/html; charset=utf-8',
          `<!doctype html><html ${html}><head><title>Host page</title><meta name="viewport" content="width=device-width">
          <link rel="stylesheet" href="/page.css"><script type="module" src="/dist/${bundle}.js"></script>
          <script type="module" src="/page.js"></script></head><body>${body}</body></html>`,
        ];
    }
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isDown) return void request.socket.destroy();
    if (this.answer) return this.answer(request, response);
    const {url, method, headers} = request;
    const passed = forward(
      {host: 'localhost', port: this.#upstream, path: url, method, headers},
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.#isDown || this.answer) return void socket.destroy();
    const upstream = connect(this.#upstream, 'localhost', () => {
      const headers = request.rawHeaders.map((value, i) => (i % 2 ? `${value}\r\n` : `${value}: `)).join('');
      upstream.write(`GET ${request.url} HTTP/1.1\r\n${headers}\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
      this.socketsOpened++;
      this.#sockets.add(socket);
    });
    const close = () => {
      this.#sockets.delete(socket);
      socket.destroy();
      upstream.destroy();
    };
    for (const end of [socket, upstream]) end.on('close', close).on('error', close);
  }
}
