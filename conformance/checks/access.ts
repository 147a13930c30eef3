import {eventually, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import * as documents from '../client/documents.js';
import type {Agent} from '../client/agent.js';
import {RawSocket} from '../client/raw-socket.js';

/** Whether the host no longer answers this token. */
async function isRefused(agent: Agent): Promise<boolean> {
  const {errors} = await agent.ask(documents.counters);
  return ['UNAUTHENTICATED', 'FORBIDDEN'].includes(errors?.[0]?.extensions?.code ?? '');
}

const expirySeconds = 2;

export const accessChecks: Check[] = [
  {
    rule: 'R8',
    title: 'An agent whose access ends is cut off within 60 s, over HTTP and on open sockets',
    needs: ['revocableAgent'],
    async run(host) {
      const {token, revoke} = await host.hook('revocableAgent')();
      const agent = host.agentWith(token);
      expect(!(await isRefused(agent)), 'the token of revocableAgent() is refused from the start');
      const stream = host.offers('SUBSCRIPTIONS') ? agent.subscribe(await agent.head()) : null;
      try {
        await stream?.caughtUp();
        await revoke();
        host.progress('waiting up to 60 s for an agent to be cut off');
        await stream?.until(
          'the socket of an agent whose access ended should close',
          ({closed}) => closed !== undefined,
          host.atMost(60),
        );
        await eventually(
          'requests of an agent whose access ended should be refused',
          () => isRefused(agent),
          host.atMost(60),
        );
      } finally {
        await stream?.dispose();
      }
    },
  },
  {
    rule: 'R27',
    title: 'A token that expires closes its socket with 4403 within 30 s',
    needs: ['expiringToken'],
    offers: ['SUBSCRIPTIONS'],
    async run(host) {
      const agent = host.agentWith(await host.hook('expiringToken')(expirySeconds));
      const stream = agent.subscribe(await host.agent.head());
      try {
        await stream.caughtUp();
        host.progress(`waiting up to ${expirySeconds + 30} s for a token to expire`);
        await stream.until(
          'an expired token should close its socket',
          ({closed}) => closed !== undefined,
          host.atMost(expirySeconds + 30),
        );
        expectEqual(stream.closed?.code, 4403, 'the close code of an expired token');
      } finally {
        await stream.dispose();
      }
    },
  },
  {
    rule: 'R27',
    title: 'An expired token is refused over HTTP, and in connection_init with 4403',
    needs: ['expiringToken'],
    async run(host) {
      const agent = host.agentWith(await host.hook('expiringToken')(1));
      await eventually('an expired token should be refused', () => isRefused(agent), 35);
      if (!host.offers('SUBSCRIPTIONS')) return;
      const socket = await RawSocket.open(host.socketUrl);
      socket.init(agent.token);
      await socket.untilEnded('an expired token should close its socket');
      expectEqual(socket.ended, {code: 4403}, 'how a socket with an expired token ends');
    },
  },
];
