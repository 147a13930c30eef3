import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {HostCalls, ProgramOptions} from './host-program.js';

const program = fileURLToPath(new URL('./host-program.ts', import.meta.url));

interface Reply {
  id?: number;
  result?: unknown;
  error?: string;
  port?: number;
  url?: string;
}

/** The real host as a child process, which can be killed like one. */
export class HostProcess {
  readonly url: string;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  readonly #waiting = new Map<number, {resolve: (result: never) => void; reject: (error: Error) => void}>();
  #count = 0;

  private constructor(child: ChildProcess, url: string, port: number) {
    this.#child = child;
    this.url = url;
    this.port = port;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
    child.on('message', (reply: Reply) => this.#onReply(reply));
    child.once('exit', () => {
      for (const {reject} of this.#waiting.values()) reject(new Error('The host is gone'));
      this.#waiting.clear();
    });
  }

  /** Rejects with what it said where it does not start. */
  static async start(options: ProgramOptions): Promise<HostProcess> {
    const child = fork(program, [JSON.stringify(options)], {
      execArgv: ['--import', 'tsx', '--expose-gc'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr!.on('data', (data: Buffer) => (errors += data.toString()));
    const {url, port} = await new Promise<Reply>((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${errors}`)));
    });
    return new HostProcess(child, url!, port!);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Rejects where the host ends before it answers. */
  call<Name extends keyof HostCalls>(
    name: Name,
    ...[argument]: Parameters<HostCalls[Name]>
  ): ReturnType<HostCalls[Name]> {
    return new Promise((resolve, reject) => {
      if (!this.#child.connected) return reject(new Error('The host is gone'));
      const id = ++this.#count;
      this.#waiting.set(id, {resolve, reject});
      this.#child.send({id, name, argument});
    }) as ReturnType<HostCalls[Name]>;
  }

  async sql<Row>(text: string): Promise<Row[]> {
    return (await this.call('sql', text)) as Row[];
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** Asks it to stop; answers with its exit code. */
  async terminate(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#exited;
  }

  #onReply({id, result, error}: Reply): void {
    const waiting = this.#waiting.get(id ?? 0);
    this.#waiting.delete(id ?? 0);
    if (error === undefined) waiting?.resolve(result as never);
    else waiting?.reject(new Error(error));
  }
}
