import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import {createHash} from 'node:crypto';

/** Another process has the data folder; two at once would lose each other's writes without an error. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError';

  constructor(folder: string, holder: string) {
    super(
      `The data folder ${folder} is in use by another process (${holder}). Stop it, or name another folder.`,
    );
  }
}

/**
 * Locks a folder by listening on a socket: the lock ends with the process, however it ends, and is never
 * judged by age, which a process that computes for long would lose. Returns how to unlock.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const address = socketAddress(folder);
  const server = net.createServer((socket) => socket.end(`process ${process.pid}`));
  for (let attempt = 0; ; attempt++) {
    try {
      await listen(server, address);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt > 2) throw error;
      const holder = await askHolder(address);
      if (holder !== null) throw new FolderInUseError(folder, holder);
      fs.rmSync(address, {force: true}); // left behind by a process that was killed
    }
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Beside the data where the path is short enough for a socket (108 bytes); else named after it. */
function socketAddress(folder: string): string {
  const real = fs.realpathSync(folder);
  const name = createHash('sha256').update(real).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\sms-chat-${name}`;
  const beside = path.join(real, 'lock.sock');
  return Buffer.byteLength(beside) < 100 ? beside : path.join(os.tmpdir(), `sms-chat-${name}.sock`);
}

function listen(server: net.Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Who listens there; null when nobody does. A holder that is too busy to answer is still a holder. */
function askHolder(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(address);
    socket.setTimeout(1000, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (data: string) => (answer += data));
    socket.on('error', () => undefined);
    let connected = false;
    socket.on('connect', () => (connected = true));
    socket.on('close', () => resolve(connected ? answer || 'still starting or busy' : null));
  });
}
