import * as path from 'node:path';
import {providers} from './gateway/providers.js';
import type {HostOptions} from './start.js';
import {
  url,
  documentList,
  integer,
  list,
  oneOf,
  optional,
  origin,
  readVariables,
  text,
} from './config-values.js';
import type {Variables} from './config-values.js';

/*
 * All that a host takes from its environment, and nothing else reads the environment. Every variable is listed in
 * docs/host.md. A new one is a line in `variables`, a line in `toOptions` and, where it depends on another one, a
 * line in `conflicts`.
 */
const variables = {
  PORT: integer(8787, {least: 0, most: 65_535}),
  HOST: text('localhost'),
  DATA_DIR: text('data'),
  DATABASE_URL: optional(url('postgres:', 'postgresql:')),
  DATABASE_POOL_SIZE: integer(10, {least: 1, most: 1_000}),
  LOG_LEVEL: optional(oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')),
  JWT_SECRET: optional(text('', {least: 32})),
  JWKS_URL: optional(url('https:', 'http:')),
  JWT_ISSUER: optional(text('')),
  JWT_AUDIENCE: optional(text('')),
  ALLOWED_ORIGINS: list(origin),
  DOCUMENTS: optional(oneOf('trusted', 'open')),
  TRUSTED_DOCUMENTS: list(documentList),
  TRUSTED_PROXIES: integer(0, {most: 9}),
  METRICS_PORT: optional(integer(0, {most: 65_535})),
  METRICS_HOST: text('127.0.0.1'),
  DRAIN_SECONDS: integer(0, {most: 300}),
  REPLAY_HOURS: integer(24, {least: 1, most: 24 * 30}),
  KEEP_MESSAGES_DAYS: optional(integer(0, {least: 7})),
  REQUESTS_PER_MINUTE: integer(600, {least: 1}),
  SENDS_PER_MINUTE: integer(60, {least: 1}),
  SOCKETS_PER_AGENT: integer(10, {least: 1}),
  MOST_SOCKETS: integer(20_000, {least: 1}),
  SMS_GATEWAY: oneOf('simulated', 'kannel', 'http'),
} satisfies Variables;

/** Every variable that a host reads. */
export const variableNames = [
  ...Object.keys(variables),
  ...Object.values(providers).flatMap((provider) => Object.keys(provider.variables)),
];

type Values = ReturnType<typeof readVariables<typeof variables>>['values'];

/** Every document that the widget of this version sends. */
const widgetDocuments = path.resolve(import.meta.dirname, '../schema/trusted-documents.json');

/** The environment says something that no host can start with; the message names every mistake. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`The settings do not do:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/** Options for `start` from the environment. Throws ConfigError with all mistakes at once. */
export function readConfig(environment: NodeJS.ProcessEnv, {demo}: {demo: boolean}): HostOptions {
  const {values, mistakes} = readVariables(variables, environment);
  mistakes.push(...conflicts(values, demo));
  const gateway = readGateway(values.SMS_GATEWAY, environment, mistakes);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return {...toOptions(values, demo), ...gateway()};
}

/** A gateway has variables of its own, beside its code; those of the others may say what they like. */
function readGateway(
  name: Values['SMS_GATEWAY'] | undefined,
  environment: NodeJS.ProcessEnv,
  mistakes: string[],
): () => Pick<HostOptions, 'gateway'> {
  if (name === undefined || name === 'simulated') return () => ({});
  const provider = providers[name];
  const gateway = readVariables(provider.variables, environment);
  mistakes.push(...gateway.mistakes);
  return () => ({gateway: provider.create(gateway.values)});
}

/** Where the data is, for commands that work on it beside a host. Throws ConfigError. */
export function readDatabaseOptions(
  environment: NodeJS.ProcessEnv,
): Pick<HostOptions, 'dataDir' | 'databaseUrl' | 'databasePoolSize'> {
  const {DATA_DIR, DATABASE_URL, DATABASE_POOL_SIZE} = variables;
  const {values, mistakes} = readVariables({DATA_DIR, DATABASE_URL, DATABASE_POOL_SIZE}, environment);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return databaseOptions(values);
}

function databaseOptions(
  values: Pick<Values, 'DATA_DIR' | 'DATABASE_URL' | 'DATABASE_POOL_SIZE'>,
): Pick<HostOptions, 'dataDir' | 'databaseUrl' | 'databasePoolSize'> {
  return values.DATABASE_URL === null
    ? {dataDir: path.resolve(values.DATA_DIR)}
    : {databaseUrl: values.DATABASE_URL.href, databasePoolSize: values.DATABASE_POOL_SIZE};
}

/** What each value alone cannot tell. */
function conflicts({JWT_SECRET, JWKS_URL}: Partial<Values>, demo: boolean): string[] {
  const mistakes = [];
  if (JWT_SECRET && JWKS_URL)
    mistakes.push(
      'JWT_SECRET and JWKS_URL exclude each other: set the one that your tokens are signed with.',
    );
  if (!demo && JWT_SECRET === null && JWKS_URL === null)
    mistakes.push('JWKS_URL or JWT_SECRET is needed: without one nobody could sign in.');
  if (JWKS_URL?.protocol === 'http:' && !isLoopback(JWKS_URL.hostname))
    mistakes.push('JWKS_URL must be https: who can change the keys on the way can be any agent.');
  return mistakes;
}

function toOptions(values: Values, demo: boolean): HostOptions {
  return {
    demo,
    port: values.PORT,
    hostname: values.HOST,
    ...databaseOptions(values),
    logLevel: values.LOG_LEVEL ?? (demo ? 'warn' : 'info'),
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    ...(values.METRICS_PORT === null ? {} : {metricsPort: values.METRICS_PORT}),
    metricsHost: values.METRICS_HOST,
    drainSeconds: values.DRAIN_SECONDS,
    settings: {
      minReplaySeconds: values.REPLAY_HOURS * 60 * 60,
      keepMessagesDays: values.KEEP_MESSAGES_DAYS,
      requestRate: {burst: values.REQUESTS_PER_MINUTE, perMinute: values.REQUESTS_PER_MINUTE},
      sendRate: {burst: Math.min(10, values.SENDS_PER_MINUTE), perMinute: values.SENDS_PER_MINUTE},
      socketsPerAgent: values.SOCKETS_PER_AGENT,
      mostSockets: values.MOST_SOCKETS,
    },
    ...(values.DOCUMENTS === 'open' || (demo && values.DOCUMENTS === null)
      ? {}
      : {trustedDocuments: [widgetDocuments, ...values.TRUSTED_DOCUMENTS]}),
    ...(values.JWT_SECRET === null ? {} : {tokenSecret: values.JWT_SECRET}),
    ...(values.JWKS_URL === null ? {} : {jwksUrl: values.JWKS_URL}),
    tokenClaims: {
      ...(values.JWT_ISSUER === null ? {} : {issuer: values.JWT_ISSUER}),
      ...(values.JWT_AUDIENCE === null ? {} : {audience: values.JWT_AUDIENCE}),
    },
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
