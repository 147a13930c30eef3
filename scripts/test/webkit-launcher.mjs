import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

const SCREEN = {width: 1000, height: 1500};
/**
 * `:focus` matches in an active window alone. Without a window manager that is the one under the pointer, which rests in
 * the middle of the screen: there the window has its bar, so that nothing in the page is hovered.
 */
const WINDOW = {x: 0, y: SCREEN.height / 2 - 10, width: 800, height: 600};

const START_MS = 30_000;
const PAUSE_MS = 50;

/** Keys that have a name, as WebDriver writes them. */
const NAMED_KEYS = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  Backspace: '\uE003',
  Delete: '\uE017',
  Shift: '\uE008',
  Control: '\uE009',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};
const BUTTONS = {left: 0, middle: 1, right: 2};

/**
 * Launcher of WebKitGTK for web-test-runner: brings its own display, driver and profile, and takes them away again.
 *
 * Speaks WebDriver itself, because webdriverio, which `@web/test-runner-webdriver` stands on, presses all keys of a text
 * before it releases one, so that WebKit drops repeated letters, and has no viewport; it also brings 140 packages.
 *
 * @param {{driver: string, miniBrowser: string, display: string}} programs
 * @returns {import('@web/test-runner').BrowserLauncher}
 */
export function webkitLauncher(programs) {
  /** @type {Promise<Awaited<ReturnType<typeof startWebKit>>> | undefined} */
  let starting;
  let active;
  return {
    name: 'WebKit',
    // The commands of web-test-runner then ask for a page, and call what Playwright's would offer.
    type: 'playwright',
    concurrency: 1,
    getPage: () => active.page,
    isActive: (id) => active?.id === id,
    async startSession(id, url) {
      const webkit = await (starting ??= startWebKit(programs));
      active = {id, page: pageOf(webkit)};
      await active.page.setViewportSize({width: 800, height: 600});
      await webkit.command('POST', '/url', {url});
    },
    async getBrowserUrl() {
      return (await starting).command('GET', '/url');
    },
    async stopSession() {
      active = undefined;
      await (await starting).command('POST', '/url', {url: 'about:blank'});
      return {};
    },
    async startDebugSession() {
      throw new Error('Debug in Chromium or Firefox: this WebKit has a display of its own that nobody sees.');
    },
    async stop() {
      await (await starting?.catch(() => undefined))?.stop();
    },
  };
}

/** What the commands sendKeys, sendMouse and setViewport call. */
function pageOf({command}) {
  const act = async (type, ...actions) => {
    await command('POST', '/actions', {actions: [{type, id: type, actions}]});
  };
  const key = (type, name) => ({type, value: NAMED_KEYS[name] ?? name});
  const stroke = (name) => [key('keyDown', name), key('keyUp', name)];
  const moveTo = (x, y) => ({type: 'pointerMove', duration: 0, x, y});
  const button = (type, {button: name = 'left'} = {}) => ({type, button: BUTTONS[name]});
  return {
    keyboard: {
      type: (text) => act('key', ...[...text].flatMap(stroke)),
      press: (name) => act('key', ...stroke(name)),
      down: (name) => act('key', key('keyDown', name)),
      up: (name) => act('key', key('keyUp', name)),
    },
    mouse: {
      move: (x, y) => act('pointer', moveTo(x, y)),
      down: (options) => act('pointer', button('pointerDown', options)),
      up: (options) => act('pointer', button('pointerUp', options)),
      click: (x, y, options) =>
        act('pointer', moveTo(x, y), button('pointerDown', options), button('pointerUp', options)),
    },
    async setViewportSize(size) {
      // A window is larger than its page by its bars.
      const inner = async () => {
        const script = 'return {width: innerWidth, height: innerHeight}';
        return command('POST', '/execute/sync', {script, args: []});
      };
      const [outer, before] = [await command('GET', '/window/rect'), await inner()];
      await command('POST', '/window/rect', {
        width: outer.width + size.width - before.width,
        height: outer.height + size.height - before.height,
      });
      await until(async () => {
        const now = await inner();
        if (now.width !== size.width || now.height !== size.height)
          throw new Error(`The page is ${now.width} × ${now.height}, not ${size.width} × ${size.height}`);
      });
    },
  };
}

async function startWebKit({driver, miniBrowser, display}) {
  const profile = await mkdtemp(path.join(tmpdir(), 'sms-chat-webkit-'));
  const children = [];
  const start = (program, args, options) => {
    const child = spawn(program, args, {stdio: 'ignore', ...options});
    children.push(child);
    return child;
  };
  const endNow = () => children.forEach((child) => child.kill('SIGKILL'));
  process.once('exit', endNow);
  const stop = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, 'exit');
    }
    process.off('exit', endNow);
    await rm(profile, {recursive: true, force: true});
  };

  try {
    const screen = start(
      display,
      ['-displayfd', '3', '-screen', '0', `${SCREEN.width}x${SCREEN.height}x24`, '-nolisten', 'tcp'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    const [number] = await Promise.race([
      once(screen.stdio[3], 'data'),
      once(screen, 'exit').then(() => Promise.reject(new Error(`${display} ended before it had a display`))),
    ]);
    const port = await freePort();
    start(driver, [`--port=${port}`, '--host=127.0.0.1'], {
      env: {
        ...process.env,
        DISPLAY: `:${String(number).trim()}`,
        ...{HOME: profile, XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile, XDG_DATA_HOME: profile},
        // No graphics card, no desktop.
        ...{GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1'},
        ...{NO_AT_BRIDGE: '1', DBUS_SESSION_BUS_ADDRESS: 'disabled:'},
      },
    });
    const request = async (method, url, body) => {
      const response = await fetch(`http://127.0.0.1:${port}${url}`, {
        method,
        ...(body && {body: JSON.stringify(body)}),
      });
      const {value} = await response.json();
      if (!response.ok) throw new Error(`WebKit: ${method} ${url}: ${value.message || value.error}`);
      return value;
    };
    await until(() => request('GET', '/status'));
    const {sessionId} = await request('POST', '/session', {
      capabilities: {
        alwaysMatch: {'webkitgtk:browserOptions': {binary: miniBrowser, args: ['--automation']}},
      },
    });
    const command = (method, url, body) => request(method, `/session/${sessionId}${url}`, body);
    await command('POST', '/window/rect', WINDOW);
    return {
      command,
      async stop() {
        await command('DELETE', '').catch(() => undefined);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again, soon, until it does not throw. */
async function until(attempt) {
  const limit = Date.now() + START_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > limit) throw error;
      await pause(PAUSE_MS);
    }
  }
}
