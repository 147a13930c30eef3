import {createHash, timingSafeEqual} from 'node:crypto';

/** Whether a request carries this user name and password (RFC 7617). Takes as long for a near miss as for a wild guess. */
export function isBasicLogin(request: Request, username: string, password: string): boolean {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return isSameSecret(request.headers.get('authorization') ?? '', expected);
}

export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
