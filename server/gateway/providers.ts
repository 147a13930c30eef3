import {httpProvider} from './http-provider.js';
import {kannelProvider} from './kannel.js';
import type {GatewayProvider} from './provider.js';

/** The gateways that SMS_GATEWAY can name, beside `simulated`. A new one is a file and a line here. */
export const providers: Record<'kannel' | 'http', GatewayProvider> = {
  kannel: kannelProvider,
  http: httpProvider,
};
