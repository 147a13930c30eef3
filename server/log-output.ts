import {pino} from 'pino';
import type {Logger} from 'pino';
import {currentRequestId} from './http/request-log.js';
import {UnknownNumber} from './domain/inbound.js';
import {GatewayUnavailable} from './gateway/gateway.js';

/** The host's log: JSON lines on standard output. */
export function createLog(level: string): Logger {
  return pino({level, mixin: () => ({requestId: currentRequestId()})});
}

/** Logs trouble without what it was about: database errors carry rows, and rows carry texts and numbers. */
export function reporter(log: Logger): (error: unknown) => void {
  return (error) => {
    // What a gateway says of itself carries neither.
    if (error instanceof GatewayUnavailable) return log.warn({reason: error.message}, 'gateway away');
    if (error instanceof UnknownNumber) return log.warn({reason: error.message}, 'message not kept');
    if (!(error instanceof Error)) return log.error({error: typeof error}, 'unexpected');
    const {name, message, stack = ''} = error;
    const code = (error as {code?: unknown}).code;
    // A message may hold line breaks, and lines that look like frames.
    const trace = stack.startsWith(`${name}: ${message}`)
      ? stack.slice(name.length + 2 + message.length)
      : '';
    const frames = trace.split('\n').filter((line) => line !== '');
    log.error({name, code: typeof code === 'string' ? code : undefined, frames}, 'unexpected');
  };
}
