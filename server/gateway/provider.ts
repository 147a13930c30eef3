import type {ValuesOf, Variables} from '../config-values.js';
import type {Gateway} from './gateway.js';

/** A gateway as SMS_GATEWAY chooses it: what it takes from the environment, and how it is made of that. */
export interface GatewayProvider<V extends Variables = Variables> {
  variables: V;
  create(values: ValuesOf<V>): Gateway;
}

/** Only for the types: `create` gets the values of these variables. */
export function defineProvider<V extends Variables>(provider: GatewayProvider<V>): GatewayProvider {
  return provider;
}
