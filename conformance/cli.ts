import {writeFile} from 'node:fs/promises';
import {AdapterError, loadAdapter} from './adapter.js';
import type {Adapter} from './adapter.js';
import {UsageError, parseOptions, usage} from './options.js';
import type {CliOptions} from './options.js';
import {ConsoleReport} from './report/console.js';
import {toJUnit} from './report/junit.js';
import {listChecks} from './report/list.js';
import {runConformance} from './run.js';
import type {Report} from './run.js';

const exitCodes = {A: 0, B: 3, F: 1} as const;
const couldNotRun = 2;

/** Runs the command; answers with its exit code. */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), process.env);
  if (typeof options === 'string') {
    console.log(options === 'help' ? usage : listChecks());
    return 0;
  }
  const adapter = options.adapter === null ? {} : await loadAdapter(options.adapter);
  try {
    const report = await test(options, adapter);
    if (options.junit !== null) await writeFile(options.junit, toJUnit(report));
    const {letter} = report.grade;
    return letter === 'B' && options.allowUnverified ? 0 : exitCodes[letter];
  } finally {
    await adapter.stop?.();
  }
}

async function test(options: CliOptions, adapter: Adapter): Promise<Report> {
  const {endpoint, socketUrl, token} = await addressOf(options, adapter);
  const console = new ConsoleReport(process.stdout);
  const report = await runConformance({
    endpoint,
    socketUrl,
    token,
    adapter,
    only: options.only,
    cutSeconds: options.cutSeconds,
    onCheck: (check, index, count) => console.onCheck(check, index, count),
    onProgress: (what) => console.onProgress(what),
    onResult: (result) => console.onResult(result),
  });
  console.end(report);
  return report;
}

/** Where the host is: as the arguments say, or as the adapter has started it. */
async function addressOf({endpoint, socketUrl, token}: CliOptions, adapter: Adapter) {
  if (endpoint && token !== null) return {endpoint, token, socketUrl: socketUrl ?? asSocket(endpoint)};
  if (!adapter.start)
    throw new UsageError('--endpoint is missing, and the adapter has no start() that would name it.');
  const started = await adapter.start();
  const own = new URL(started.endpoint);
  return {endpoint: own, token: started.token, socketUrl: started.ws ? new URL(started.ws) : asSocket(own)};
}

function asSocket(endpoint: URL): URL {
  return new URL(endpoint.href.replace(/^http/, 'ws'));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof UsageError)
      console.error(`${error.message}\nAll options: sms-chat-conformance --help`);
    else if (error instanceof AdapterError) console.error(error.message);
    else console.error(error instanceof Error ? error.message : error);
    process.exit(couldNotRun);
  },
);
