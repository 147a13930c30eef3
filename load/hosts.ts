import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {tokenSecret} from './accounts.js';

/** A process that runs `npm run host`, with limits that a load of few agents does not meet. */
export class HostProcess {
  readonly url: string;
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
    this.pid = child.pid!;
  }

  static async start(databaseUrl: string): Promise<HostProcess> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('../server/main.ts', import.meta.url))],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          DATABASE_URL: databaseUrl,
          JWT_SECRET: tokenSecret,
          PORT: '0',
          LOG_LEVEL: 'error',
          REQUESTS_PER_MINUTE: '10000000',
          SENDS_PER_MINUTE: '10000000',
          SOCKETS_PER_AGENT: '1000',
          MOST_SOCKETS: '100000',
        },
      },
    );
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({input: child.stdout}).on('line', (line) => {
        const [found] = /http:\S+/.exec(line) ?? [];
        if (found) resolve(found);
      });
      let said = '';
      child.stderr.on('data', (data: Buffer) => (said += data.toString()));
      child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${said}`)));
    });
    return new HostProcess(child, url);
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await exited;
  }
}

export async function withHosts<T>(
  databaseUrl: string,
  count: number,
  act: (hosts: HostProcess[]) => Promise<T>,
): Promise<T> {
  const hosts: HostProcess[] = [];
  try {
    for (let i = 0; i < count; i++) hosts.push(await HostProcess.start(databaseUrl));
    return await act(hosts);
  } finally {
    await Promise.all(hosts.map((host) => host.stop()));
  }
}
