import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Fault} from '../fault.js';
import {HostProcess} from '../host-process.js';
import {storedMessages} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F17',
  title: 'a second host on the data of the first',
  async run(run) {
    const world = await World.start(run);
    const account = await world.account();
    for (let i = 0; i < 20; i++) await account.receive(0);
    const before = await storedMessages(world.host, account.id);

    const loading = await timed(() => loadProgram());
    const started = performance.now();
    const told = await HostProcess.start({dataDir: world.folder, carrierUrl: world.carrier.url}).then(
      async (second) => {
        await second.kill();
        return 'nothing: it started';
      },
      (error: unknown) => String(error),
    );
    const refusal = (performance.now() - started) / 1000 - loading;
    run.measure('refused after', refusal, {most: run.pick(10, 2)}, 's once its program was loaded');
    run.measure('names the holder', Number(told.includes(String(world.host.pid))), {is: 1});
    run.measure('ended with an error', Number(/ended with [1-9]/.test(told)), {is: 1});
    await account.receive(0);
    run.measure('still takes messages', (await storedMessages(world.host, account.id)).length, {
      is: before.length + 1,
    });

    await world.host.kill();
    await world.startAgain();
    const after = await storedMessages(world.host, account.id);
    run.measure('there after a kill of the first', after.length, {is: before.length + 1});
    run.did('2 hosts, 1 folder, 1 kill');
  },
};

/** As long as any process takes that uses the host's modules, which on a busy machine is seconds. */
async function loadProgram(): Promise<void> {
  const server = new URL('../../../server/start.ts', import.meta.url).href;
  const child = spawn(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    `import '${server}'`,
  ]);
  await once(child, 'exit');
}

/** In seconds. */
async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
