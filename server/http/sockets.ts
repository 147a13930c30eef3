import {setTimeout} from 'node:timers/promises';
import type {IncomingMessage, Server} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import type {WebSocket} from 'ws';
import {useServer} from 'graphql-ws/use/ws';
import {closeCodes} from '../auth/socket-sessions.js';
import type {HostCore} from '../host.js';
import {mostBodyBytes} from './exchange.js';
import {isAllowedOrigin} from './origin.js';

const checkSlowEveryMs = 5_000;
/** A reader for which something has waited all this time is let go; it can come back and replay. */
const slowAfterMs = 30_000;
/** So many steps to close all sockets in: they come back as they were closed, to this host or another one. */
const drainSteps = 20;

/** Serves graphql-transport-ws on /graphql. Returns how to close every socket. */
export function serveSockets(
  server: Server,
  host: HostCore,
  allowedOrigins: readonly string[],
): () => Promise<void> {
  const sockets = new WebSocketServer({noServer: true, maxPayload: mostBodyBytes});
  const graphql = useServer(host.socketOptions, sockets);
  const stuckSince = new WeakMap<WebSocket, number>();
  const watching = setInterval(() => closeSlow(sockets.clients, stuckSince), checkSlowEveryMs);

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const {pathname} = new URL(request.url ?? '/', 'http://host');
    // Cookies ride along with an upgrade from any page: the origin is all that tells them apart (R26).
    if (pathname !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
    if (!isAllowedOrigin(request, allowedOrigins)) return refuseUpgrade(socket, '403 Forbidden');
    if (sockets.clients.size >= host.env.settings.mostSockets)
      return refuseUpgrade(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // A frame over the limit, or a connection that breaks; ws closes the socket itself.
      webSocket.on('error', () => undefined);
      sockets.emit('connection', webSocket, request);
    });
  };
  server.on('upgrade', onUpgrade);

  return async () => {
    clearInterval(watching);
    server.off('upgrade', onUpgrade);
    const open = [...sockets.clients];
    const atOnce = Math.ceil(open.length / drainSteps);
    while (open.length > 0) {
      for (const socket of open.splice(0, atOnce)) socket.close(closeCodes.restart, 'The host is restarting');
      if (open.length > 0) await setTimeout(Math.min(open.length, 100));
    }
    const left = [...sockets.clients].map(
      (socket) =>
        new Promise<void>((resolve) =>
          socket.readyState === 3 ? resolve() : socket.once('close', () => resolve()),
        ),
    );
    const grace = globalThis.setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 1_000);
    await Promise.all(left);
    clearTimeout(grace);
    await graphql.dispose();
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function closeSlow(clients: Set<WebSocket>, stuckSince: WeakMap<WebSocket, number>): void {
  for (const socket of clients) {
    if (socket.bufferedAmount === 0) {
      stuckSince.delete(socket);
      continue;
    }
    const since = stuckSince.get(socket) ?? Date.now();
    stuckSince.set(socket, since);
    if (Date.now() - since < slowAfterMs) continue;
    socket.close(closeCodes.overload, 'Too slow');
    // The close frame waits behind what is not being read.
    globalThis.setTimeout(() => socket.terminate(), 2_000).unref();
  }
}
