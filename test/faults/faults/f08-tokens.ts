import type {Fault} from '../fault.js';
import {measureVerdict, pause} from '../measures.js';
import {judge, settled} from '../oracle.js';
import {World} from '../world.js';

export const fault: Fault = {
  id: 'F08',
  title: 'tokens expire on a live socket; the issuer is slow, fails, and then gives none that is good',
  async run(run) {
    const world = await World.start(run, {sessionCheckSeconds: 1});
    const account = await world.account({conversations: 2});
    const lifetime = run.pick(6, 20);
    const slowMs = run.pick(500, 5_000);
    const expiries = run.pick(1, 4);
    let [asked, failing, isDead] = [0, 0, false];
    const issuer = async () => {
      asked++;
      if (asked > 1) await pause(slowMs);
      if (failing > 0 && failing-- > 0) throw new Error('The issuer is down');
      return {token: await account.token(0, isDead ? -60 : lifetime)};
    };
    const client = account.client(0, {auth: issuer, speed: run.pick(5, 1)});
    await client.live();
    let isFlowing = true;
    const flowing = (async () => {
      for (let i = 0; isFlowing; i++) {
        await account.receive(i % 2);
        await pause(200);
      }
    })();

    let mostAsked = 0;
    const expire = async (most: number) => {
      const before = asked;
      await client.until(
        'the token to expire',
        ({connection}) => connection.status !== 'live',
        (lifetime + 30) * 1000,
      );
      await client.live(60_000 + slowMs * (most + 2));
      mostAsked = Math.max(mostAsked, asked - before);
    };
    for (let i = 0; i < expiries; i++) await expire(1);
    run.measure('asked for a token in one expiry, at most', mostAsked, {most: 2});
    mostAsked = 0;
    failing = 3;
    await expire(4);
    run.measure('while the issuer failed 3 times', mostAsked, {most: 5});

    isDead = true;
    isFlowing = false;
    await flowing;
    await client.until('the sign-out', () => client.signedOut > 0, (lifetime + 60) * 1000 + slowMs * 4);
    const [connects, calls] = [client.connects.length, asked];
    await client.send(account.conversationId(0), 'written while signed out');
    await pause(run.pick(3_000, 20_000));
    run.measure('connects after the sign-out', client.connects.length - connects, {most: 3});
    run.measure('tokens asked for after it', asked - calls, {is: 0});
    run.measure('kept in the outbox', client.unconfirmed, {is: 1});
    run.measure('told of the sign-out', client.signedOut, {is: 1});

    isDead = false;
    client.store.account.reconnect();
    await client.live();
    await settled(account.evidence([client]));
    run.did(
      `${expiries} expiries, an issuer that takes ${slowMs / 1000} s, fails 3 times, then gives bad tokens`,
    );
    measureVerdict(run, await judge(account.evidence([client])));
  },
};
