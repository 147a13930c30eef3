import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {createServer, connect} from 'node:net';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {findKannel} from '../../../scripts/kannel.mjs';
import {waitFor} from './wait-for.js';
import {loginOfCarrier} from './smpp-carrier.js';

const example = new URL('../../../deploy/kannel.conf', import.meta.url);

export const kannelLogin = {username: 'sms-chat', password: 'send-password'};
export const webhookSecret = 'webhook-secret-of-the-tests';

type Box = 'bearerbox' | 'smsbox';

/** A Kannel of its own, with the configuration of deploy/kannel.conf: bearerbox and smsbox. */
export class Kannel {
  readonly sendUrl: URL;
  readonly folder = mkdtempSync(path.join(tmpdir(), 'sms-chat-kannel-'));
  #ports: {admin: number; smsbox: number; send: number};
  #boxes = new Map<Box, {child: ChildProcess; exited: Promise<void>}>();

  private constructor(ports: {admin: number; smsbox: number; send: number}) {
    this.#ports = ports;
    this.sendUrl = new URL(`http://127.0.0.1:${ports.send}/cgi-bin/sendsms`);
  }

  static async create({carrierPort, hostPort}: {carrierPort: number; hostPort: number}): Promise<Kannel> {
    const [admin, smsbox, send] = await freePorts(3);
    const kannel = new Kannel({admin: admin!, smsbox: smsbox!, send: send!});
    kannel.#configure({carrierPort, hostPort});
    return kannel;
  }

  /** Starts what does not run; resolves once it can be sent through. */
  async start(): Promise<void> {
    this.#spawn('bearerbox');
    await listening(this.#ports.smsbox);
    this.#spawn('smsbox');
    await listening(this.#ports.send);
  }

  /** Ends both boxes, or one, as a crash would end them. */
  async kill(...names: Box[]): Promise<void> {
    await this.#end('SIGKILL', names);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, {recursive: true, force: true});
  }

  log(): string {
    return ['bearerbox', 'smsbox']
      .map((name) => readFileSync(path.join(this.folder, `${name}.log`), 'utf8'))
      .join('\n');
  }

  async #end(signal: NodeJS.Signals, names: string[]): Promise<void> {
    for (const [name, box] of [...this.#boxes]) {
      if (names.length > 0 && !names.includes(name)) continue;
      this.#boxes.delete(name);
      box.child.kill(signal);
      await box.exited;
    }
  }

  /** Starts a box, and starts it again when it ends unasked, as Debian's run_kannel_box does. */
  #spawn(name: Box): void {
    if (this.#boxes.has(name)) return;
    const child = spawn(findKannel()![name], ['-v', '4', this.#configuration], {stdio: 'ignore'});
    const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
    this.#boxes.set(name, {child, exited});
    void exited.then(async () => {
      if (this.#boxes.get(name)?.child !== child) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (this.#boxes.get(name)?.child !== child) return;
      this.#boxes.delete(name);
      this.#spawn(name);
    });
  }

  get #configuration(): string {
    return path.join(this.folder, 'kannel.conf');
  }

  /** The example, with the ports, folders and passwords of this Kannel in it. */
  #configure({carrierPort, hostPort}: {carrierPort: number; hostPort: number}): void {
    const replacements: [string, string][] = [
      ['admin-port = 13000', `admin-port = ${this.#ports.admin}`],
      ['smsbox-port = 13001', `smsbox-port = ${this.#ports.smsbox}`],
      ['sendsms-port = 13013', `sendsms-port = ${this.#ports.send}`],
      ['port = 2775', `port = ${carrierPort}`],
      ['127.0.0.1:8787', `127.0.0.1:${hostPort}`],
      ['CARRIER-HOST', '127.0.0.1'],
      ['CARRIER-USER', loginOfCarrier.system_id],
      ['CARRIER-PASSWORD', loginOfCarrier.password],
      ['CHANGE-THIS-SEND-PASSWORD', kannelLogin.password],
      ['CHANGE-THIS-WEBHOOK-SECRET', webhookSecret],
      ['/var/spool/kannel', this.folder],
      ['/var/log/kannel', this.folder],
      ['http-queue-delay = 5', 'http-queue-delay = 1'],
      ['reconnect-delay = 5', 'reconnect-delay = 1'],
    ];
    let text = readFileSync(example, 'utf8');
    for (const [from, to] of replacements) {
      if (!text.includes(from)) throw new Error(`deploy/kannel.conf does not say “${from}” any more`);
      text = text.replaceAll(from, to);
    }
    writeFileSync(this.#configuration, text);
    for (const name of ['store', 'dlr']) mkdirSync(path.join(this.folder, name));
  }
}

/** Ports that nothing listens at, nor will connect from: those of connections begin at 32768. */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

export async function freePort(): Promise<number> {
  return (await freePorts(1))[0]!;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function listening(port: number): Promise<void> {
  await waitFor(`port ${port} to open`, async () => {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    return isOpen;
  });
}
