import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {SignJWT, exportJWK, generateKeyPair} from 'jose';
import type {CryptoKey, JWK} from 'jose';
import WebSocket from 'ws';
import {KeysUnavailable, remoteKeys} from '../../server/auth/keys.js';
import {Tokens} from '../../server/auth/tokens.js';
import {post, startHost} from './helpers/host.js';

/** An issuer of tokens that publishes its keys, as an identity provider does. */
class Issuer {
  url!: URL;
  fetches = 0;
  isAway = false;
  #keys: {kid: string; alg: string; privateKey: CryptoKey; jwk: JWK}[] = [];

  static async start(): Promise<Issuer> {
    const issuer = new Issuer();
    const server = createServer((_request, response) => {
      issuer.fetches++;
      if (issuer.isAway) return void response.writeHead(503).end();
      response.writeHead(200, {'content-type': 'application/json'});
      response.end(JSON.stringify({keys: issuer.#keys.map(({jwk}) => jwk)}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    after(() => server.close());
    issuer.url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
    return issuer;
  }

  async publish(kid: string, alg = 'ES256'): Promise<void> {
    const {publicKey, privateKey} = await generateKeyPair(alg, {extractable: true});
    const jwk = {...(await exportJWK(publicKey)), kid, alg, use: 'sig'};
    this.#keys.push({kid, alg, privateKey, jwk});
  }

  withdraw(kid: string): void {
    this.#keys = this.#keys.filter((key) => key.kid !== kid);
  }

  async sign(kid: string, claims: Record<string, unknown> = {}): Promise<string> {
    const {alg, privateKey} = this.#keys.find((key) => key.kid === kid)!;
    return new SignJWT({account: 'clinic', agent: 'kim', name: 'Kim', ...claims})
      .setProtectedHeader({alg, kid})
      .setExpirationTime('10m')
      .sign(privateKey);
  }
}

const now = () => new Date();

describe('tokens of an issuer that publishes its keys', () => {
  it('rotates keys without a token being refused', async () => {
    const issuer = await Issuer.start();
    await issuer.publish('old');
    const tokens = new Tokens(remoteKeys(issuer.url, {cooldownMs: 0}), now);
    const signedBefore = await issuer.sign('old');
    assert.equal((await tokens.read(signedBefore))?.viewer.agentId, 'kim');

    await issuer.publish('new', 'RS256');
    assert.equal((await tokens.read(await issuer.sign('new')))?.viewer.accountId, 'clinic');
    assert.equal((await tokens.read(signedBefore))?.viewer.agentId, 'kim');
  });

  it('a key that was taken out is refused once the set is fetched again', async () => {
    const issuer = await Issuer.start();
    await issuer.publish('stolen');
    await issuer.publish('good');
    const tokens = new Tokens(remoteKeys(issuer.url, {freshMs: 0}), now);
    const stolen = await issuer.sign('stolen');
    assert.notEqual(await tokens.read(stolen), null);
    issuer.withdraw('stolen');
    assert.equal(await tokens.read(stolen), null);
    assert.notEqual(await tokens.read(await issuer.sign('good')), null);
  });

  it('does not ask the issuer again for each token with a key that nobody knows', async () => {
    const issuer = await Issuer.start();
    await issuer.publish('known');
    const stranger = await Issuer.start();
    await stranger.publish('unknown');
    const tokens = new Tokens(remoteKeys(issuer.url), now);
    const token = await stranger.sign('unknown');
    for (let i = 0; i < 20; i++) assert.equal(await tokens.read(token), null);
    assert.equal(issuer.fetches, 1);
  });

  it('takes no other algorithm: not HS256 with the public key for a secret, not none', async () => {
    const issuer = await Issuer.start();
    await issuer.publish('key', 'RS256');
    const tokens = new Tokens(remoteKeys(issuer.url), now);
    const published = await (await fetch(issuer.url)).text();
    const forged = await new SignJWT({account: 'clinic', agent: 'kim'})
      .setProtectedHeader({alg: 'HS256', kid: 'key'})
      .setExpirationTime('10m')
      .sign(new TextEncoder().encode(published));
    const none = [
      {alg: 'none', kid: 'key'},
      {account: 'clinic', agent: 'kim', exp: 9e9},
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    for (const token of [forged, `${none}.`]) assert.equal(await tokens.read(token), null);
  });

  it('refuses tokens without an end, not yet good, or of another issuer or audience', async () => {
    const issuer = await Issuer.start();
    await issuer.publish('key');
    const claims = {issuer: 'https://login.example', audience: 'sms-chat'};
    const tokens = new Tokens(remoteKeys(issuer.url), now, claims);
    const good = {iss: claims.issuer, aud: claims.audience};
    assert.notEqual(await tokens.read(await issuer.sign('key', good)), null);
    const inOneHour = Math.floor(Date.now() / 1000) + 3600;
    for (const wrong of [
      {},
      {...good, iss: 'https://other.example'},
      {...good, aud: 'billing'},
      {...good, nbf: inOneHour},
    ])
      assert.equal(await tokens.read(await issuer.sign('key', wrong)), null);
  });

  it('an issuer that is away refuses nobody whose key is known, and signs nobody out', async () => {
    const issuer = await Issuer.start();
    await issuer.publish('key');
    const token = await issuer.sign('key');
    const keys = remoteKeys(issuer.url, {freshMs: 0});
    const tokens = new Tokens(keys, now);
    assert.notEqual(await tokens.read(token), null);
    issuer.isAway = true;
    const fetches = issuer.fetches;
    for (let i = 0; i < 5; i++) assert.notEqual(await tokens.read(token), null);
    assert.equal(issuer.fetches, fetches + 1, 'one that is away is not asked for every request');

    const expired = new Tokens(remoteKeys(issuer.url, {freshMs: 0, staleMs: 0}), now);
    await assert.rejects(expired.read(token), KeysUnavailable);
  });
});

it('a host without the issuer’s keys answers UNAVAILABLE and 1013, not that the token is wrong', async () => {
  const issuer = await Issuer.start();
  await issuer.publish('key');
  const test = await startHost({jwksUrl: issuer.url});
  const token = await issuer.sign('key');
  issuer.isAway = true;
  const headers = {authorization: `Bearer ${token}`};
  const {status, errors} = await post(test.host.url, {query: '{smsViewer {id}}'}, headers);
  assert.deepEqual([status, errors?.[0]?.extensions.code], [503, 'UNAVAILABLE']);

  const socket = new WebSocket(`${test.host.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('open', () => socket.send(JSON.stringify({type: 'connection_init', payload: headers})));
  assert.equal(await new Promise((resolve) => socket.on('close', resolve)), 1013);
});
