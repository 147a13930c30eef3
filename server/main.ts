import {ConfigError, readConfig} from './config.js';
import {FolderInUseError} from './db/folder-lock.js';
import {DatabaseError} from './db/postgres.js';
import {start} from './start.js';

/*
 * npm run host    a host for real use; settings come from the environment, see docs/host.md
 * npm start       the demo: anyone may be any agent, and the carriers are simulated
 */
const demo = process.argv[2] === 'demo';

try {
  const options = readConfig(process.env, {demo});
  const host = await start(options);
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
  if (!demo && !options.gateway) console.warn('SMS_GATEWAY is simulated: no SMS leaves this host.');
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof FolderInUseError || error instanceof DatabaseError)
    return error.message;
  const {code, port, path, syscall} = error as NodeJS.ErrnoException & {port?: number};
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop what uses it, or set PORT to another one.`;
  if (code === 'EACCES') return `There is no permission to use ${path ?? `port ${port}`}.`;
  if (syscall === 'mkdir') return `${path} cannot be made (${code}). Set DATA_DIR to another folder.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
