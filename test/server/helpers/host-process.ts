import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {HostOptions} from '../../../server/start.js';

export interface HostProcess {
  url: string;
  pid: number;
  /** Ends it at once, as a crash or a power cut would end it. */
  kill(): Promise<void>;
  /** Asks it to stop; answers with its exit code. */
  terminate(): Promise<number | null>;
}

const program = fileURLToPath(new URL('./host-program.ts', import.meta.url));

/** Where a host keeps its data. */
export type Place = Pick<HostOptions, 'dataDir' | 'databaseUrl'>;

/** Starts a host in a process of its own; rejects with what it said where it does not start. */
export async function spawnHost(place: Place): Promise<HostProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(place)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const url = await firstLine(child);
  return {
    url,
    pid: child.pid!,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async terminate() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr!.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve, reject) => {
    createInterface({input: child.stdout!}).once('line', resolve);
    child.once('close', (code) => reject(new Error(`exit code ${code}: ${errors}`)));
  });
}
