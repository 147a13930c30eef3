import {createHmac} from 'node:crypto';
import {required, text, url} from '../config-values.js';
import {GatewayUnavailable} from './gateway.js';
import type {Gateway, GatewayHandlers, OutgoingMessage, Receipt, SendAnswer} from './gateway.js';
import {defineProvider} from './provider.js';
import {postToProvider} from './provider-request.js';
import type {ProviderAnswer} from './provider-request.js';
import {chooseFromPool, emptyPool} from './sender-pool.js';
import {isSameSecret} from './webhook-login.js';

export interface HttpGatewayOptions {
  /** Takes messages: POST {reference, from, to, text}. */
  sendUrl: URL;
  apiKey: string;
  /** Signs what the provider calls the host with. */
  webhookSecret: string;
  now?(): Date;
}

/** It will have none of any message now: its login, its limits, its being away. */
const awayStatuses = [401, 403, 408, 429, 502, 503, 504];
/** A call that was signed longer ago is somebody's copy of it, or would be too late to act on. */
const mostSecondsOld = 5 * 60;

/**
 * A provider with a JSON API and signed webhooks, as most of them are: take it for a pattern, and see
 * docs/gateways.md. It knows idempotency keys, so that a message may be handed over again where the answer was
 * lost; and it names the host's own id as `reference` in all that it reports.
 */
export class HttpGateway implements Gateway {
  #options: HttpGatewayOptions;
  #handlers: GatewayHandlers | undefined;

  constructor(options: HttpGatewayOptions) {
    this.#options = options;
  }

  start(handlers: GatewayHandlers): void {
    this.#handlers = handlers;
  }

  async stop(): Promise<void> {
    this.#handlers = undefined;
  }

  async send({messageId, from: pool, to, body}: OutgoingMessage): Promise<SendAnswer> {
    const from = chooseFromPool(pool, to);
    if (from === undefined) return emptyPool;
    const answer = await postToProvider(this.#options.sendUrl, {
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.#options.apiKey}`,
        'idempotency-key': messageId,
      },
      body: JSON.stringify({reference: messageId, from, to, text: body}),
    }).catch((cause: unknown) => {
      // Under its key it is sent once, however often it is asked for.
      throw new GatewayUnavailable('The provider did not answer', {cause});
    });
    if (answer.status >= 200 && answer.status < 300) {
      return {accepted: true, gatewayMessageId: messageId, from};
    }
    if (awayStatuses.includes(answer.status)) {
      const retryAfterMs = (Number(answer.headers['retry-after']) || 0) * 1_000;
      throw new GatewayUnavailable(`The provider answered ${answer.status}`, {retryAfterMs});
    }
    if (answer.status < 500) return {accepted: false, retryable: false, ...readRefusal(answer)};
    // Not to be asked for ever: what breaks the provider once may do so each time, and all wait behind it.
    throw new Error(`The provider answered ${answer.status}`);
  }

  /** POST /gateway/events: {type: 'message.status', …} or {type: 'message.received', …}. Others are passed over. */
  async webhook(request: Request): Promise<Response> {
    const answer = (status: number) => new Response(null, {status});
    if (request.method !== 'POST' || new URL(request.url).pathname !== '/gateway/events') return answer(404);
    const body = await request.text();
    if (!this.#isSigned(request.headers, body)) return answer(401);
    if (!this.#handlers) return answer(503);
    const event = readEvent(body);
    if (event?.type === 'message.status') await this.#handlers.onReceipt(event.receipt);
    if (event?.type === 'message.received') await this.#handlers.onInbound(event.inbound);
    return answer(event ? 200 : 400);
  }

  /** `X-Signature` is the HMAC-SHA256, in hex, of `X-Timestamp` (seconds since 1970), a dot, and the body. */
  #isSigned(headers: Headers, body: string): boolean {
    const timestamp = headers.get('x-timestamp') ?? '';
    const {webhookSecret, now = () => new Date()} = this.#options;
    const age = Math.abs(now().getTime() / 1000 - Number(timestamp));
    if (!/^\d{1,12}$/.test(timestamp) || age > mostSecondsOld) return false;
    const expected = createHmac('sha256', webhookSecret).update(`${timestamp}.${body}`).digest('hex');
    return isSameSecret(headers.get('x-signature') ?? '', expected);
  }
}

type Event =
  | {type: 'message.status'; receipt: Receipt}
  | {type: 'message.received'; inbound: Parameters<GatewayHandlers['onInbound']>[0]}
  | {type: 'other'};

const statuses: Record<string, Receipt['status']> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  undelivered: 'FAILED',
  failed: 'FAILED',
};

/** Null for what is no event. */
function readEvent(body: string): Event | null {
  const event = parseObject(body);
  if (!event || typeof event.type !== 'string') return null;
  const at = new Date(textOf(event.at));
  if (Number.isNaN(at.getTime())) return null;
  if (event.type === 'message.status') {
    const status = statuses[textOf(event.status)];
    const gatewayMessageId = textOf(event.reference);
    if (!status || gatewayMessageId === '') return null;
    const reason = textOf(event.reason) || null;
    const code = textOf(event.code) || null;
    return {
      type: event.type,
      receipt: {gatewayMessageId, status, reason, code, retryable: event.temporary === true, at},
    };
  }
  if (event.type === 'message.received') {
    const [gatewayMessageId, from, to] = [textOf(event.id), textOf(event.from), textOf(event.to)];
    if (gatewayMessageId === '' || from === '' || to === '' || typeof event.text !== 'string') return null;
    return {type: event.type, inbound: {gatewayMessageId, from, to, body: event.text, at}};
  }
  return {type: 'other'};
}

function readRefusal({text: body}: ProviderAnswer): {reason: string; code: string} {
  const {message, code} = parseObject(body) ?? {};
  return {
    reason: textOf(message) || 'The provider refused the message.',
    code: textOf(code) || 'REFUSED',
  };
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** What a provider says may be anything. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 500) : '';
}

export const httpProvider = defineProvider({
  variables: {
    HTTP_GATEWAY_URL: required(
      url('https:', 'http:'),
      'where the provider takes messages, such as https://api.provider.example/messages',
    ),
    HTTP_GATEWAY_API_KEY: required(text(''), 'the key that the provider knows you by'),
    HTTP_GATEWAY_WEBHOOK_SECRET: required(
      text('', {least: 16}),
      'the secret that the provider signs its webhooks with',
    ),
  },
  create: (values) =>
    new HttpGateway({
      sendUrl: values.HTTP_GATEWAY_URL,
      apiKey: values.HTTP_GATEWAY_API_KEY,
      webhookSecret: values.HTTP_GATEWAY_WEBHOOK_SECRET,
    }),
});
