import {createLocalJWKSet, createRemoteJWKSet, errors, jwksCache} from 'jose';
import type {CryptoKey, JSONWebKeySet, JWSHeaderParameters, JWTVerifyGetKey, KeyObject} from 'jose';

/** What tokens are checked with. */
export interface TokenKeys {
  /** The key of a token's header; throws KeysUnavailable where it cannot be told whether there is one. */
  find: JWTVerifyGetKey;
  /** Nothing else is accepted, whatever a token's header names. */
  algorithms: string[];
  /** For a host that signs tokens too. */
  sign?: {alg: string; key: Uint8Array | CryptoKey | KeyObject};
}

/** The issuer's keys cannot be had now: nobody can tell whether a token is good. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

/** One secret that host and issuer share. */
export function secretKey(secret: string): TokenKeys {
  const key = new TextEncoder().encode(secret);
  return {find: async () => key, algorithms: ['HS256'], sign: {alg: 'HS256', key}};
}

/** Signatures that the public half of a key verifies. HS256 is not among them: a public key is no secret. */
const publicAlgorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];

const defaults = {
  /** After this the set is fetched again, so a key that was taken out ends within it. */
  freshMs: 10 * 60_000,
  /** A key that is not in the set makes it fetched again, but not more often than this. */
  cooldownMs: 30_000,
  /** With the issuer away, the last set is good for this long: tokens outlive a short outage, stolen keys do not. */
  staleMs: 60 * 60_000,
  timeoutMs: 5_000,
};

/**
 * An issuer's key set (JWKS), which it rotates as it likes: it publishes the next key, then signs with it, and
 * takes the old one out when the last token signed with it has expired.
 */
export function remoteKeys(address: URL, options: Partial<typeof defaults> = {}): TokenKeys {
  const {freshMs, cooldownMs, staleMs, timeoutMs} = {...defaults, ...options};
  const cache: {uat?: number; jwks?: JSONWebKeySet} = {};
  const remote = createRemoteJWKSet(address, {
    cacheMaxAge: freshMs,
    cooldownDuration: cooldownMs,
    timeoutDuration: timeoutMs,
    [jwksCache]: cache as never,
  });
  let failedAt = -Infinity;

  async function findFresh(header: JWSHeaderParameters | undefined, token: Parameters<typeof remote>[1]) {
    try {
      return await remote(header, token);
    } catch (error) {
      if (isTokensFault(error)) throw error;
      failedAt = Date.now();
      throw new KeysUnavailable('The issuer’s keys cannot be fetched.', {cause: error});
    }
  }

  return {
    algorithms: publicAlgorithms,
    async find(header, token) {
      // Not every request shall wait for an issuer that does not answer.
      const isAway = !remote.fresh && Date.now() < failedAt + cooldownMs;
      try {
        if (!isAway) return await findFresh(header, token);
      } catch (error) {
        if (!(error instanceof KeysUnavailable)) throw error;
      }
      if (!cache.jwks || Date.now() > cache.uat! + staleMs)
        throw new KeysUnavailable('The issuer’s keys cannot be fetched.');
      return createLocalJWKSet(cache.jwks)(header, token);
    },
  };
}

/** Whether the set was had, and it is the token that does not fit it. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
