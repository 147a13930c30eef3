import {required, text, url} from '../config-values.js';
import type {Variable} from '../config-values.js';
import {GatewayUnavailable} from './gateway.js';
import type {Gateway, GatewayHandlers, OutgoingMessage, SendAnswer} from './gateway.js';
import {readInbound, readReceipt, receiptQuery} from './kannel-webhooks.js';
import {defineProvider} from './provider.js';
import {postToProvider} from './provider-request.js';
import {chooseFromPool, emptyPool} from './sender-pool.js';
import {concatenationHeader} from './user-data-header.js';
import {isBasicLogin} from './webhook-login.js';

export interface KannelOptions {
  /** Of smsbox, such as http://127.0.0.1:13013/cgi-bin/sendsms. */
  sendUrl: URL;
  /** The login of `group = sendsms-user`. */
  username: string;
  password: string;
  /** Where Kannel reaches this host's /gateway/. */
  webhookUrl: URL;
  /** The password by which Kannel's own calls are told from others; it stands in kannel.conf, too. */
  webhookSecret: string;
}

/** The user name in the addresses that Kannel calls. */
export const webhookUser = 'kannel';

/** All that Kannel can tell: 1 delivered, 2 failed, 4 buffered, 8 taken by the carrier, 16 refused by it. */
const everyReceipt = '31';

/**
 * Sends through Kannel (https://www.kannel.org), which speaks SMPP and more to carriers. Kannel would cut long texts
 * itself, but inside surrogate pairs and with a receipt for the first part alone; so it gets part by part. It keeps
 * a message while its carrier is away, and tells by a receipt when that has taken it.
 */
export class KannelGateway implements Gateway {
  readonly partByPart = true;
  #options: KannelOptions;
  #handlers: GatewayHandlers | undefined;

  constructor(options: KannelOptions) {
    this.#options = options;
  }

  start(handlers: GatewayHandlers): void {
    this.#handlers = handlers;
  }

  async stop(): Promise<void> {
    this.#handlers = undefined;
  }

  async send(message: OutgoingMessage): Promise<SendAnswer> {
    const from = chooseFromPool(message.from, message.to);
    if (from === undefined) return emptyPool;
    const {status, text} = await postToProvider(this.#options.sendUrl, {
      headers: this.#headers(message, from),
      body: message.body,
    });
    // 202 with “0: Accepted for delivery”, or “3: Queued for later delivery” where the carrier is away.
    if (status === 202) return {accepted: true, gatewayMessageId: message.messageId, from, waits: true};
    if (status === 503) throw new GatewayUnavailable('Kannel is too busy, or shutting down');
    if (status === 403 && text.startsWith('Authorization failed'))
      throw new GatewayUnavailable('Kannel refuses the login, or this address: see its group sendsms-user');
    if (status === 400 || status === 403)
      return {
        accepted: false,
        reason: 'Kannel refused the message.',
        code: text.slice(0, 80),
        retryable: false,
      };
    if (status >= 500) throw new Error(`Kannel answered ${status}`);
    throw new GatewayUnavailable(`Kannel answered ${status}: is KANNEL_SEND_URL its sendsms address?`);
  }

  /** Kannel calls /gateway/receipt and /gateway/inbound, and calls again later where it does not get 200. */
  async webhook(request: Request): Promise<Response> {
    const answer = (status: number) => new Response(null, {status});
    if (!isBasicLogin(request, webhookUser, this.#options.webhookSecret)) return answer(401);
    const handlers = this.#handlers;
    if (!handlers) return answer(503);
    switch (`${request.method} ${new URL(request.url).pathname}`) {
      case 'GET /gateway/receipt': {
        const receipt = readReceipt(new URL(request.url).searchParams);
        if (!receipt) return answer(400);
        await handlers.onReceipt(receipt);
        return answer(200);
      }
      case 'POST /gateway/inbound': {
        const inbound = await readInbound(request);
        if (!inbound) return answer(400);
        await handlers.onInbound(inbound);
        return answer(200);
      }
    }
    return answer(404);
  }

  #headers({messageId, to, encoding, parts, part}: OutgoingMessage, from: string): Record<string, string> {
    const {username, password, webhookUrl, webhookSecret} = this.#options;
    const receiptUrl = new URL('receipt', webhookUrl);
    receiptUrl.username = webhookUser;
    receiptUrl.password = webhookSecret;
    return {
      'content-type': 'text/plain; charset=UTF-8',
      'x-kannel-username': username,
      'x-kannel-password': password,
      'x-kannel-from': from,
      'x-kannel-to': to,
      'x-kannel-coding': encoding === 'UCS_2' ? '2' : '0',
      'x-kannel-dlr-mask': everyReceipt,
      'x-kannel-dlr-url': `${receiptUrl}?${receiptQuery(messageId, part?.number ?? 1)}`,
      ...(part ? {'x-kannel-udh': Buffer.from(concatenationHeader(part, parts)).toString('hex')} : {}),
    };
  }
}

/** It stands in addresses, here and in kannel.conf. */
const webhookSecret: Variable<string> = {
  fallback: '',
  parse(given) {
    if (!/^[\w-]{16,}$/.test(given))
      throw new Error('needs at least 16 characters: letters, digits, - and _');
    return given;
  },
};

export const kannelProvider = defineProvider({
  variables: {
    KANNEL_SEND_URL: required(
      url('http:', 'https:'),
      'the address of smsbox, such as http://127.0.0.1:13013/cgi-bin/sendsms',
    ),
    KANNEL_USERNAME: required(text(''), 'the username in the group sendsms-user of kannel.conf'),
    KANNEL_PASSWORD: required(text(''), 'the password in the group sendsms-user of kannel.conf'),
    KANNEL_WEBHOOK_URL: required(
      url('http:', 'https:'),
      'where Kannel reaches this host, such as http://127.0.0.1:8787/gateway/',
    ),
    KANNEL_WEBHOOK_SECRET: required(webhookSecret, 'the password in the post-url of kannel.conf'),
  },
  create: (values) =>
    new KannelGateway({
      sendUrl: values.KANNEL_SEND_URL,
      username: values.KANNEL_USERNAME,
      password: values.KANNEL_PASSWORD,
      webhookUrl: values.KANNEL_WEBHOOK_URL,
      webhookSecret: values.KANNEL_WEBHOOK_SECRET,
    }),
});
