import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import type {OutgoingMessage, SendAnswer} from '../../server/gateway/gateway.js';

/** The provider's side, in a process that no fault kills: takes messages, and counts how often it got each. */
export class Carrier {
  /** How often each message was handed over, by the host's message id. */
  readonly received = new Map<string, number>();
  /** In the order of arrival. */
  readonly messages: OutgoingMessage[] = [];
  /** Called with each message before it is answered. */
  onMessage: (message: OutgoingMessage, gatewayMessageId: string) => void = () => undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => response.end(JSON.stringify(this.#take(JSON.parse(body)))));
    });
  }

  static async start(): Promise<Carrier> {
    const carrier = new Carrier();
    // One that is closed for idleness just as the host uses it makes a message whose fate is unknown.
    carrier.#server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => carrier.#server.listen(0, 'localhost', resolve));
    return carrier;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #take(message: OutgoingMessage): SendAnswer {
    this.received.set(message.messageId, (this.received.get(message.messageId) ?? 0) + 1);
    this.messages.push(message);
    const gatewayMessageId = `gateway-${message.messageId}`;
    this.onMessage(message, gatewayMessageId);
    return {accepted: true, gatewayMessageId, from: message.from[0]!};
  }
}
