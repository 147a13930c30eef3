/** Signs the tokens of test hosts. */
export const tokenSecret = 'a secret of the tests, long enough for HS256';
