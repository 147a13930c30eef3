import * as path from 'node:path';
import {FolderInUseError} from './db/folder-lock.js';
import {start} from './start.js';

/*
 * Starts the demo: npm start, or `tsx server/main.ts`.
 *   PORT=8787      where to listen; 0 takes a free port
 *   DATA_DIR=data  where the data is kept
 *   LOG_LEVEL=warn
 */
const port = Number(process.env.PORT ?? 8787);
const dataDir = path.resolve(process.env.DATA_DIR ?? 'data');

try {
  const host = await start({port, dataDir, demo: true, logLevel: process.env.LOG_LEVEL ?? 'warn'});
  let askedAt = 0;
  const stop = () => {
    if (askedAt === 0) void host.stop().then(() => process.exit(0));
    // Under npm one Ctrl-C comes twice, from the terminal and passed on by npm. Asked again later: at once.
    else if (Date.now() - askedAt > 1_000) process.exit(1);
    else return;
    askedAt = Date.now();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(`SMS Chat is at ${host.url}`);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof FolderInUseError) return error.message;
  const {code} = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop what uses it, or set PORT to another one.`;
  if (code === 'EACCES') return `There is no permission to use port ${port} or the folder ${dataDir}.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
