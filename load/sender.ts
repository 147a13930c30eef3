import * as http from 'node:http';
import {sendMessage} from '../src/state/api/operations.js';
import {authorization, conversationId} from './accounts.js';
import type {Accounts} from './accounts.js';
import type {HostProcess} from './hosts.js';

const agent = new http.Agent({keepAlive: true, maxSockets: 256});

/** One agent's press of Send, at one of the hosts. Resolves once it is answered; throws where it was refused. */
export async function send(hosts: readonly HostProcess[], accounts: Accounts, index: number): Promise<void> {
  const account = 1 + (index % accounts.count);
  const turn = Math.floor(index / accounts.count);
  const input = {
    clientMessageId: crypto.randomUUID(),
    conversationId: conversationId(account, 1 + (turn % accounts.conversations)),
    body: `Message ${index}: your appointment is tomorrow at 10.`,
  };
  const body = JSON.stringify({
    query: sendMessage.document,
    operationName: sendMessage.name,
    variables: {input},
  });
  const answer = await post(
    hosts[index % hosts.length]!.url,
    await authorization(account, 1 + (turn % accounts.agents)),
    body,
  );
  if (!answer.includes('"error":null')) throw new Error(`A message was not taken: ${answer.slice(0, 500)}`);
}

function post(url: string, authorization: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {'content-type': 'application/json', authorization};
    const request = http.request(`${url}/graphql`, {method: 'POST', agent, headers}, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (data: string) => (text += data));
      response.on('end', () => resolve(text)).on('error', reject);
    });
    request.on('error', reject).end(body);
  });
}
