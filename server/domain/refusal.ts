import type {SmsError, SmsErrorCode} from '../schema/resolvers.gen.js';

/** Something the user may not do or must mend; it rolls its transaction back and is answered as an SmsError. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly error: SmsError;

  constructor(error: SmsError) {
    super(error.message);
    this.error = error;
  }
}

/** Throws a refusal. `field` is the input field at fault; with `retryAfterMs` the same may be asked again. */
export function refuse(
  code: SmsErrorCode,
  message: string,
  {field = null, retryAfterMs = null}: {field?: string | null; retryAfterMs?: number | null} = {},
): never {
  throw new Refusal({code, message, field, retryable: retryAfterMs !== null, retryAfterMs});
}

/** A request that no correct client makes; answered in errors[] with BAD_USER_INPUT. */
export class BadInput extends Error {
  override name = 'BadInput';
}
