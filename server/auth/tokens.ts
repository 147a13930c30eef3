import {SignJWT, jwtVerify} from 'jose';
import type {Viewer} from '../domain/environment.js';

export interface Session {
  viewer: Viewer;
  /** When the token ends. */
  expiresAt: Date;
}

/** Signs and reads the host's tokens (HS256). The claims name the account and the agent; nothing else does. */
export class Tokens {
  #key: Uint8Array;
  #now: () => Date;

  constructor(secret: string, now: () => Date) {
    this.#key = new TextEncoder().encode(secret);
    this.#now = now;
  }

  async issue(viewer: Viewer, lifetimeSeconds: number): Promise<{token: string; expiresAt: Date}> {
    const expiresAt = new Date(this.#now().getTime() + lifetimeSeconds * 1000);
    const token = await new SignJWT({
      account: viewer.accountId,
      agent: viewer.agentId,
      name: viewer.displayName,
    })
      .setProtectedHeader({alg: 'HS256'})
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return {token, expiresAt};
  }

  /** Null for a token that is not ours, or no longer good. */
  async read(token: string): Promise<Session | null> {
    try {
      const {payload} = await jwtVerify(token, this.#key, {algorithms: ['HS256'], currentDate: this.#now()});
      const {account, agent, name, exp} = payload;
      if (typeof account !== 'string' || typeof agent !== 'string' || typeof exp !== 'number') return null;
      return {
        viewer: {accountId: account, agentId: agent, displayName: typeof name === 'string' ? name : agent},
        expiresAt: new Date(exp * 1000),
      };
    } catch {
      return null;
    }
  }
}

/** The token of an `Authorization: Bearer` header, or of the same in a `connection_init`. */
export function bearerToken(authorization: unknown): string | null {
  return typeof authorization === 'string' ? (/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null) : null;
}
