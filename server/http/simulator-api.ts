import type {IncomingMessage, ServerResponse} from 'node:http';
import {formatAddress, normaliseGatewayAddress} from '../domain/addresses.js';
import type {Queryable} from '../db/database.js';
import type {HandsetMessage, SimulatedGateway} from '../gateway/simulated.js';
import {findHandsets, listHandsetMessages, numberToAnswer} from '../gateway/handsets.js';
import {HttpError, readJson, requireText, sendJson} from './exchange.js';

/** Serves /simulator: the handsets of the simulated carrier, for the demo only. Errors are thrown as HttpError. */
export async function serveSimulator(
  db: Queryable,
  gateway: SimulatedGateway,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const {pathname, searchParams} = url;
  if (request.method === 'GET' && pathname === '/simulator/events')
    return streamEvents(gateway, request, response);
  if (request.method === 'GET' && pathname === '/simulator/handsets') {
    const first = Math.min(Math.max(Number(searchParams.get('first')) || 50, 1), 200);
    return sendJson(response, 200, await findHandsets(db, searchParams.get('search') ?? '', first));
  }
  const match = /^\/simulator\/handsets\/([^/]+)\/messages$/.exec(pathname);
  if (match) {
    const address = normaliseGatewayAddress(decode(match[1]!), await demoCountry(db));
    if (request.method === 'GET') return sendJson(response, 200, await listHandsetMessages(db, address));
    if (request.method === 'POST') {
      const body = await readJson(request);
      return sendJson(response, 202, {id: await write(db, gateway, address, body)});
    }
  }
  throw new HttpError(404, 'NOT_FOUND', 'There is nothing here.');
}

/** A handset writes to a number, or answers whoever last wrote to it. */
async function write(
  db: Queryable,
  gateway: SimulatedGateway,
  address: string,
  body: Record<string, unknown>,
): Promise<string> {
  const text = requireText(body, 'body');
  if (text.trim() === '') throw new HttpError(422, 'EMPTY_BODY', 'There is nothing to send.', 'body');
  const to = body.to == null ? await numberToAnswer(db, address) : requireText(body, 'to');
  if (!to) throw new HttpError(422, 'NOT_FOUND', 'The account has no number that could be written to.', 'to');
  const peer = normaliseGatewayAddress(to, await demoCountry(db));
  const sender = await db
    .selectFrom('sender')
    .select(['kind', 'label'])
    .where('address', '=', peer)
    .executeTakeFirst();
  const reason = {
    ALPHANUMERIC: `${peer} is a business name, not a number: it cannot be answered.`,
    PERSONAL: `${formatAddress(peer, await demoCountry(db))} is somebody’s own mobile: what is sent to it arrives there, not here.`,
  }[sender?.kind as string];
  if (reason) throw new HttpError(422, 'INVALID_ADDRESS', reason, 'to');
  const pool = await db
    .selectFrom('pool_number')
    .select('address')
    .where('address', '=', peer)
    .executeTakeFirst();
  if (!sender && !pool) {
    throw new HttpError(
      422,
      'INVALID_ADDRESS',
      `${peer} belongs to nobody here: nothing would arrive.`,
      'to',
    );
  }
  return gateway.writeFrom(address, peer, text);
}

function streamEvents(gateway: SimulatedGateway, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  response.write(': listening\n\n');
  const stop = gateway.onHandsetMessage((address: string, message: HandsetMessage) => {
    response.write(`data: ${JSON.stringify({address, message})}\n\n`);
  });
  // Comments keep proxies from closing a stream on which nothing happens.
  const alive = setInterval(() => response.write(': alive\n\n'), 20_000);
  request.on('close', () => {
    clearInterval(alive);
    stop();
  });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, 'BAD_USER_INPUT', 'The address is not encoded well.');
  }
}

async function demoCountry(db: Queryable): Promise<string> {
  const account = await db.selectFrom('account').select('country').orderBy('id').limit(1).executeTakeFirst();
  return account?.country ?? 'AU';
}
