import {msg} from '../localization/language.js';
import type {ChatError, SystemErrorCode} from '../state/api/chat-error.js';

/**
 * What a person is told about an error, as a whole sentence: the host's own words where it refused with words for the
 * user, else ours by code. Never shows what a library or a server threw.
 */
export function errorText(error: ChatError): string {
  if (error.refusal && error.message) return error.message;
  return (systemText[error.code as SystemErrorCode] ?? unexpectedText)();
}

const unexpectedText = () => msg('Something went wrong at the server.');

/** Functions, so that each is read in the locale of the moment. */
const systemText: Record<SystemErrorCode, () => string> = {
  NETWORK: () => msg('The server cannot be reached.'),
  TIMEOUT: () => msg('The server took too long to answer.'),
  NOT_GRAPHQL: () => msg('The address set for this inbox does not answer as one.'),
  UNSUPPORTED_HOST: () => msg('This inbox and its server do not fit together: one of them needs an update.'),
  UNAUTHENTICATED: () => msg('You are signed out. Sign in again to go on.'),
  AUTH_FAILED: () => msg('Signing in did not work.'),
  FORBIDDEN: () => msg('You may not do this.'),
  BAD_USER_INPUT: () => msg('The server did not accept this.'),
  RATE_LIMITED: () => msg('Too much at once. Wait a moment and try again.'),
  UNAVAILABLE: () => msg('The server cannot answer at the moment.'),
  INTERNAL: unexpectedText,
  STORAGE: () => msg('This browser could not save it.'),
};
