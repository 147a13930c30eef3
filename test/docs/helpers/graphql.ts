/** Holds the conversations with a host that documents show, and compares its answers with theirs. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {OperationTypeNode, buildSchema, getOperationAST, parse, validate} from 'graphql';
import {createClient} from 'graphql-ws/client';
import WebSocket from 'ws';
import {fromRoot} from '../../../scripts/lib/run.mjs';
import {startWorld} from '../../e2e/helpers/world.js';
import {post} from '../../server/helpers/host.js';
import type {TestAgent} from '../../server/helpers/host.js';
import type {Document, Snippet} from './documents.js';

type Json = Record<string, unknown>;

const world = await startWorld();
const schema = buildSchema(readFileSync(fromRoot('schema/sms-chat.graphql'), 'utf8'));

/** Who has written before a document begins. */
const RECIPIENT = '+61491570156';
const FIRST_MESSAGE = 'Is Thursday at ten still free?';

/** What stands in documents for a value that only its host knows, the same one wherever it stands. */
const OPAQUE = /^(?:cursor|conversation|message)-\d+$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Of one document, with an account of its own. Its operations are run in their order. */
export class Dialogue {
  readonly #document: Document;
  readonly #valueOf = new Map<string, string>();
  #agent: TestAgent | undefined;
  #release = () => {};

  constructor(document: Document) {
    this.#document = document;
  }

  /** Sends an operation with each of the variables that follow it, and gets each of the answers. */
  async run(operation: Snippet): Promise<void> {
    assert.deepEqual(validate(schema, parse(operation.code)), []);
    let variables: Json = {};
    let answers = 0;
    for (const json of jsonAfter(operation, this.#document)) {
      if (!('data' in json || 'errors' in json)) {
        variables = json;
        continue;
      }
      const answer = await this.#ask(operation.code, this.#sent(variables) as Json);
      assert.deepEqual(this.#written(answer, json), json);
      answers++;
    }
    assert.ok(answers > 0, 'an operation is followed by its answer');
  }

  /** Lets the carrier go on: no host stops before it has its answer. */
  end(): void {
    this.#release();
  }

  async #ask(query: string, variables: Json): Promise<Json> {
    const agent = (this.#agent ??= await this.#signIn());
    const authorization = `Bearer ${await agent.token()}`;
    const {url} = agent.test.host;
    if (getOperationAST(parse(query))?.operation !== OperationTypeNode.SUBSCRIPTION) {
      const {status, ...answer} = await post(url, {query, variables}, {authorization});
      assert.equal(status, 200);
      return {...answer};
    }
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: {authorization},
    });
    try {
      for await (const answer of client.iterate<Json>({query, variables})) return {...answer};
      throw new Error('The subscription ended without an answer.');
    } finally {
      await client.dispose();
    }
  }

  /** To an account that the recipient has written to, and whose carrier takes its time: nothing else happens in it. */
  async #signIn(): Promise<TestAgent> {
    const account = await world.account();
    await account.inbound(FIRST_MESSAGE, RECIPIENT);
    this.#release = world.carrier.hold(RECIPIENT);
    return account.kim;
  }

  /** What documents write, as it is sent. */
  #sent(written: unknown): unknown {
    if (typeof written === 'string') return this.#valueOf.get(written) ?? written;
    return mapValues(written, (value) => this.#sent(value));
  }

  /** What a host answers, as documents write it where it says the same. */
  #written(answer: unknown, expected: unknown): unknown {
    if (typeof answer !== 'string' || typeof expected !== 'string')
      return mapValues(answer, (value, key) => this.#written(value, (expected as Json | null)?.[key]));
    if (TIME.test(answer) && TIME.test(expected)) return expected;
    for (const [name, value] of this.#valueOf) if (value === answer) return name;
    if (!OPAQUE.test(expected) || this.#valueOf.has(expected)) return answer;
    this.#valueOf.set(expected, answer);
    return expected;
  }
}

/** The blocks of JSON between an operation and what comes after them. */
function jsonAfter(operation: Snippet, {snippets}: Document): Json[] {
  const rest = snippets.slice(snippets.indexOf(operation) + 1);
  const end = rest.findIndex(({language}) => language !== 'json');
  return rest.slice(0, end < 0 ? undefined : end).map(({code}) => JSON.parse(code) as Json);
}

function mapValues(value: unknown, change: (value: unknown, key: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry, index) => change(entry, String(index)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, change(entry, key)]));
}
