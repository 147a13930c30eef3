import {expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import * as documents from '../client/documents.js';
import {RawSocket} from '../client/raw-socket.js';
import type {HostUnderTest} from '../host-under-test.js';

/** Close codes that clients read as final. */
const final = [1000, 1011, 4401, 4500];

const offers = ['SUBSCRIPTIONS'] as const;

async function acknowledged(host: HostUnderTest): Promise<RawSocket> {
  const socket = await RawSocket.open(host.socketUrl);
  socket.init(host.agent.token);
  await socket.until('connection_ack', () => socket.has('connection_ack') || socket.ended !== undefined);
  expect(
    socket.has('connection_ack'),
    `the host answered connection_init with ${JSON.stringify(socket.ended)}`,
  );
  return socket;
}

/** Opens a socket, does something on it, and expects the host to close it with this code. */
async function expectClose(
  socket: RawSocket,
  codes: readonly number[],
  what: string,
  seconds?: number,
): Promise<void> {
  try {
    await socket.untilEnded(`${what} should close the socket`, seconds);
    const code = socket.ended && 'code' in socket.ended ? socket.ended.code : JSON.stringify(socket.ended);
    expect(
      codes.includes(code as number),
      `${what} closed the socket with ${code}, not with ${codes.join(' or ')}`,
    );
  } finally {
    socket.close();
  }
}

async function subscribeFrame(host: HostUnderTest, id: string) {
  const variables = {after: await host.agent.head()};
  return {id, type: 'subscribe', payload: {query: documents.events, variables}};
}

export const webSocketChecks: Check[] = [
  {
    rule: 'R26',
    title: 'The socket speaks graphql-transport-ws: init, ack, ping, pong, next, complete',
    offers,
    async run(host) {
      const socket = await acknowledged(host);
      try {
        expectEqual(socket.protocol, 'graphql-transport-ws', 'the subprotocol');
        socket.send({type: 'ping'});
        await socket.until('pong', () => socket.has('pong'));
        socket.send(await subscribeFrame(host, 'one'));
        await socket.until('next', () => socket.frames.some(({type, id}) => type === 'next' && id === 'one'));
        socket.send({type: 'complete', id: 'one'});
        socket.send({
          ...(await subscribeFrame(host, 'two')),
          payload: {query: 'subscription { smsNothing }'},
        });
        await socket.until('error', () =>
          socket.frames.some(({type, id}) => type === 'error' && id === 'two'),
        );
        const errors = socket.frames.find(({type}) => type === 'error')?.payload as {
          extensions?: {code?: string};
        }[];
        expectEqual(errors[0]?.extensions?.code, 'BAD_USER_INPUT', 'code of the error of a wrong document');
        expect(socket.isOpen, 'a wrong document closed the socket');
      } finally {
        socket.close();
      }
    },
  },
  {
    rule: 'R26',
    title: 'What the protocol forbids closes the socket with the protocol’s code',
    offers,
    async run(host) {
      const early = await RawSocket.open(host.socketUrl);
      early.send(await subscribeFrame(host, 'early'));
      await expectClose(early, [4401], 'subscribe before connection_ack');

      const twice = await acknowledged(host);
      twice.init(host.agent.token);
      await expectClose(twice, [4429], 'a second connection_init');

      const doubled = await acknowledged(host);
      doubled.send(await subscribeFrame(host, 'same'));
      await doubled.until('next', () => doubled.has('next'));
      doubled.send(await subscribeFrame(host, 'same'));
      await expectClose(doubled, [4409], 'two subscriptions with one id');

      for (const frame of ['no JSON', '{"type":"nothing"}', '[]']) {
        const wrong = await acknowledged(host);
        wrong.send(frame);
        await expectClose(wrong, [4400], `the frame ${frame}`);
      }
    },
  },
  {
    rule: 'R26',
    title: 'A socket that never says who it is is closed',
    offers,
    async run(host) {
      const socket = await RawSocket.open(host.socketUrl);
      host.progress('waiting up to 60 s for the host to give up on a silent socket');
      await expectClose(socket, [4408], 'silence instead of connection_init', 60);
    },
  },
  {
    rule: 'R26',
    title: 'Credentials count in connection_init alone, not in the address',
    offers,
    async run(host) {
      const url = new URL(host.socketUrl);
      for (const name of ['token', 'access_token', 'authorization', 'auth']) {
        url.searchParams.set(
          name,
          name === 'authorization' ? `Bearer ${host.agent.token}` : host.agent.token,
        );
      }
      const socket = await RawSocket.open(url.href);
      if (socket.isOpen) socket.send({type: 'connection_init'});
      await socket.until('an answer', () => socket.has('connection_ack') || socket.ended !== undefined);
      expect(!socket.has('connection_ack'), 'a token in the address was accepted');
      socket.close();
    },
  },
  {
    rule: 'R26',
    title: 'A wrong token is not acknowledged',
    offers,
    async run(host) {
      const socket = await RawSocket.open(host.socketUrl);
      socket.init('not.a.token');
      await expectClose(socket, [4403, 4401], 'a wrong token');
      expect(!socket.has('connection_ack'), 'a wrong token was acknowledged');
    },
  },
  {
    rule: 'R26',
    title: 'The Origin of an upgrade is checked',
    offers,
    async run(host) {
      const socket = await RawSocket.open(host.socketUrl, {origin: 'https://elsewhere.example'});
      try {
        if (!socket.isOpen) return;
        socket.init(host.agent.token);
        await socket.until('an answer', () => socket.has('connection_ack') || socket.ended !== undefined);
        expect(!socket.has('connection_ack'), 'a page of https://elsewhere.example was let in');
      } finally {
        socket.close();
      }
    },
  },
  {
    rule: 'R26',
    title: 'A restart closes sockets with 1012, and the log goes on where it was',
    offers,
    needs: ['restart'],
    async run(host) {
      const {agent} = host;
      const {id} = await host.thread();
      const after = await agent.settled();
      const stream = agent.subscribe(after);
      try {
        await stream.caughtUp();
        await host.hook('restart')();
        await stream.until('a restart should close the socket', ({closed}) => closed !== undefined);
        expectEqual(stream.closed?.code, 1012, 'the close code of a restart');
      } finally {
        await stream.dispose();
      }
      const again = agent.subscribe(after);
      try {
        await again.caughtUp();
        await host.toggle(id);
        await again.until('events after the restart', ({events}) => events.length >= 2);
      } finally {
        await again.dispose();
      }
    },
  },
  {
    rule: 'R26',
    title: 'An outage never closes a subscription with a code that clients take as final',
    offers,
    needs: ['outage'],
    async run(host) {
      const stream = host.agent.subscribe(await host.agent.settled());
      try {
        await stream.caughtUp();
        const end = await host.hook('outage')();
        const seconds = host.service.limits.heartbeatSeconds + 4;
        host.progress(`looking for ${seconds} s at what an outage does to a socket`);
        await stream.until('the stream may end', ({ended}) => ended, seconds).catch(() => undefined);
        await end();
        await stream.until(
          'a stream that ended should close its socket',
          ({ended, closed}) => !ended || closed !== undefined,
        );
        const code = stream.closed?.code;
        expect(code === undefined || !final.includes(code), `an outage closed the socket with ${code}`);
        expect(
          !stream.completed || code !== undefined,
          'an outage completed the subscription, as if the log had ended',
        );
      } finally {
        await stream.dispose();
      }
    },
  },
];
