import {makeServer} from 'graphql-ws';
import {http, HttpResponse, ws} from 'msw';
import type {RequestHandler, WebSocketHandler} from 'msw';
import type {PageHost} from './page-host.js';

type Socket = Parameters<Parameters<ReturnType<typeof ws.link>['addEventListener']>[1]>[0]['client'];

/** As a browser closes a socket whose network has gone. */
const ABNORMAL_CLOSURE = 1006;

/** A way from this page to the host in it, which can be cut. */
export class Network {
  readonly handlers: (RequestHandler | WebSocketHandler)[];
  #host: () => Promise<PageHost>;
  #sockets = new Set<Socket>();
  #isCut = false;

  /**
   * @param path of the endpoint, such as `/graphql`
   * @param host called when something is asked of it
   */
  constructor(path: string, host: () => Promise<PageHost>) {
    this.#host = host;
    const link = ws.link(new RegExp(`^wss?://[^/]+${path}$`));
    this.handlers = [
      http.post(path, ({request}) => this.#fetch(request)),
      link.addEventListener('connection', ({client, info}) => {
        void this.#connect(client, [info.protocols ?? []].flat()[0] ?? '');
      }),
    ];
  }

  /** Requests fail from now on, and sockets are lost. */
  cut() {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.close(ABNORMAL_CLOSURE);
  }

  restore() {
    this.#isCut = false;
  }

  async #fetch(request: Request): Promise<Response> {
    if (this.#isCut) return HttpResponse.error();
    const {core} = await this.#host();
    const {method, headers} = request;
    return core.graphql.fetch(new URL('/graphql', request.url), {
      method,
      headers,
      body: await request.text(),
    });
  }

  async #connect(client: Socket, protocol: string): Promise<void> {
    if (this.#isCut) return client.close(ABNORMAL_CLOSURE);
    this.#sockets.add(client);
    // What comes while the host is being started is told to it then.
    let receive: (text: string) => Promise<void> = (text) => ready.then(() => receive(text));
    client.addEventListener('message', ({data}) => void receive(data as string));
    const ready = this.#host().then(({core}) => {
      const closed = makeServer(core.socketOptions).opened(
        {
          protocol,
          send: (text) => client.send(text),
          close: (code, reason) => client.close(code, reason),
          onMessage: (listener) => (receive = listener),
        },
        {socket: {close: (code, reason) => client.close(code, reason)}},
      );
      client.addEventListener('close', ({code, reason}) => {
        this.#sockets.delete(client);
        void closed(code, reason);
      });
    });
    await ready;
  }
}
