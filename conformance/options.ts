import {parseArgs} from 'node:util';
import {ruleIds} from './rules.js';
import type {RuleId} from './rules.js';

export interface CliOptions {
  /** Null where the adapter starts the host. */
  endpoint: URL | null;
  socketUrl: URL | null;
  token: string | null;
  adapter: string | null;
  junit: string | null;
  only: RuleId[] | undefined;
  cutSeconds: number;
  allowUnverified: boolean;
}

/** What is printed instead of a run. */
export type Information = 'help' | 'list';

/** Arguments that cannot be used; the message says what to mend. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const usage = `sms-chat-conformance: tests a host of SMS Chat against every rule of its contract.

  npx sms-chat-conformance --endpoint URL --token TOKEN [--adapter FILE]

  --endpoint URL       the host's GraphQL endpoint, http: or https:
  --ws URL             its WebSocket endpoint, ws: or wss:; by default the same address
  --token TOKEN        a token of an agent, as it stands after “Bearer”; or set SMS_CHAT_TOKEN
  --adapter FILE       a module (.mjs) with what the contract does not reach; see docs/conformance.md
  --only R14,R20       these rules only
  --cut-seconds N      how long connections are cut at random while messages flow (20; 0 leaves it out)
  --junit FILE         writes the report as JUnit XML as well
  --allow-unverified   exit with 0 although something could not be verified
  --list               prints every check with what it needs, and runs none
  --help               this text

The account should be one that nobody else uses: the command makes conversations and sends messages in it, to numbers
reserved for fiction unless the adapter names others.

Exit codes: 0 everything holds · 1 a rule is broken · 2 the command could not run · 3 something was not verified`;

export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): CliOptions | Information {
  const {values} = parse(args);
  if (values.help) return 'help';
  if (values.list) return 'list';
  const adapter = values.adapter ?? null;
  const endpoint =
    values.endpoint === undefined ? null : parseUrl(values.endpoint, '--endpoint', ['http:', 'https:']);
  const token = values.token ?? env.SMS_CHAT_TOKEN ?? null;
  if (!endpoint && !adapter) {
    throw new UsageError(
      '--endpoint is missing: name the GraphQL endpoint, such as http://localhost:8787/graphql.',
    );
  }
  if (endpoint && token === null) {
    throw new UsageError('--token is missing: give a token of an agent, or set SMS_CHAT_TOKEN.');
  }
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError(
      /^Bearer\s/i.test(token)
        ? '--token takes the token alone, without “Bearer”.'
        : '--token is empty or holds characters that no token has, such as blanks.',
    );
  }
  return {
    endpoint,
    socketUrl: values.ws === undefined ? null : parseUrl(values.ws, '--ws', ['ws:', 'wss:']),
    token,
    adapter,
    junit: values.junit ?? null,
    only: values.only === undefined ? undefined : parseRules(values.only),
    cutSeconds: parseSeconds(values['cut-seconds']),
    allowUnverified: values['allow-unverified'] ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        endpoint: {type: 'string'},
        ws: {type: 'string'},
        token: {type: 'string'},
        adapter: {type: 'string'},
        junit: {type: 'string'},
        only: {type: 'string'},
        'cut-seconds': {type: 'string'},
        'allow-unverified': {type: 'boolean'},
        list: {type: 'boolean'},
        help: {type: 'boolean', short: 'h'},
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function parseUrl(text: string, option: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !protocols.includes(url.protocol)) {
    throw new UsageError(
      `${option} ${text} is no address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`,
    );
  }
  return url;
}

function parseRules(text: string): RuleId[] {
  const picked = text.split(',').map((part) => part.trim().toUpperCase());
  const unknown = picked.filter((id) => !(ruleIds as string[]).includes(id));
  if (unknown.length > 0) {
    throw new UsageError(`--only knows no ${unknown.join(', ')}: the rules are R1 to R29, and SCHEMA.`);
  }
  return picked as RuleId[];
}

function parseSeconds(text = '20'): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 600) return seconds;
  throw new UsageError(`--cut-seconds ${text} is no number from 0 to 600.`);
}
