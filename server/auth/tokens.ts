import {SignJWT, jwtVerify} from 'jose';
import type {Viewer} from '../domain/environment.js';
import {KeysUnavailable} from './keys.js';
import type {TokenKeys} from './keys.js';

export interface Session {
  viewer: Viewer;
  /** When the token ends. */
  expiresAt: Date;
}

/** Who must have made a token, and for whom; what is left out is not asked for. */
export interface TokenClaims {
  issuer?: string;
  audience?: string;
}

/** How far the issuer's clock may be ahead of ours. */
const clockToleranceSeconds = 30;

/** Reads tokens, and signs them where the host has the key for it. Claims name account and agent; nothing else does. */
export class Tokens {
  #keys: TokenKeys;
  #now: () => Date;
  #claims: TokenClaims;

  constructor(keys: TokenKeys, now: () => Date, claims: TokenClaims = {}) {
    this.#keys = keys;
    this.#now = now;
    this.#claims = claims;
  }

  /** Throws where the host cannot sign: then the issuer of its tokens is somebody else. */
  async issue(viewer: Viewer, lifetimeSeconds: number): Promise<{token: string; expiresAt: Date}> {
    const {sign} = this.#keys;
    if (!sign) throw new Error('This host reads tokens of another issuer; it has no key to sign with.');
    const expiresAt = new Date(this.#now().getTime() + lifetimeSeconds * 1000);
    const {issuer, audience} = this.#claims;
    const jwt = new SignJWT({
      account: viewer.accountId,
      agent: viewer.agentId,
      name: viewer.displayName,
      ...(issuer === undefined ? {} : {iss: issuer}),
      ...(audience === undefined ? {} : {aud: audience}),
    });
    const token = await jwt.setProtectedHeader({alg: sign.alg}).setExpirationTime(expiresAt).sign(sign.key);
    return {token, expiresAt};
  }

  /** Null for a token that is not ours, or no longer good. Throws KeysUnavailable where that cannot be told. */
  async read(token: string): Promise<Session | null> {
    const now = this.#now();
    try {
      const {payload} = await jwtVerify(token, this.#keys.find, {
        ...this.#claims,
        algorithms: this.#keys.algorithms,
        currentDate: now,
        clockTolerance: clockToleranceSeconds, // for nbf; the end is looked at below, to the second
        requiredClaims: ['exp'],
      });
      const {account, agent, name, exp} = payload;
      if (typeof account !== 'string' || typeof agent !== 'string') return null;
      const expiresAt = new Date(exp! * 1000);
      if (expiresAt <= now) return null;
      const displayName = typeof name === 'string' ? name : agent;
      return {viewer: {accountId: account, agentId: agent, displayName}, expiresAt};
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      return null;
    }
  }
}

/** The token of an `Authorization: Bearer` header, or of the same in a `connection_init`. */
export function bearerToken(authorization: unknown): string | null {
  return typeof authorization === 'string' ? (/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null) : null;
}
