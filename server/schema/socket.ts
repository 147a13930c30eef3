import type {
  DocumentNode,
  ExecutionArgs,
  ExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql';
import type {Context, ServerOptions} from 'graphql-ws';
import type {Limits} from '../auth/limits.js';
import {authenticate} from '../auth/sessions.js';
import {closeCodes} from '../auth/socket-sessions.js';
import type {Closable, SocketSessions} from '../auth/socket-sessions.js';
import type {SocketSlots} from '../auth/socket-slots.js';
import type {Session, Tokens} from '../auth/tokens.js';
import type {Environment} from '../domain/environment.js';
import {rateLimited, toPublicError} from './errors.js';
import type {Graphql} from './graphql.js';
import type {DocumentParams, TrustedDocuments} from './trusted-documents.js';

/** What a connection carries along; `socket` is a WebSocket of the ws package, or anything that can be closed. */
export interface SocketExtra extends Record<PropertyKey, unknown> {
  socket: Closable;
  session?: Session;
  isClosed?: boolean;
}

interface ConnectionInit extends Record<string, unknown> {
  authorization?: unknown;
}

type SocketConnection = Context<ConnectionInit, SocketExtra>;

export interface SocketParts {
  env: Environment;
  graphql: Graphql;
  tokens: Tokens;
  limits: Limits;
  trustedDocuments: TrustedDocuments | null;
  slots: SocketSlots;
  sessions: SocketSessions;
  onError(error: unknown): void;
}

/**
 * How the endpoint speaks graphql-transport-ws. graphql-ws answers what it does not expect by closing with 4500,
 * which clients take as final: nothing here may throw, and a stream that fails closes its socket with 1013.
 */
export function socketOptions(parts: SocketParts): ServerOptions<ConnectionInit, SocketExtra> {
  const {env, graphql, tokens, limits, slots, sessions, onError} = parts;
  return {
    connectionInitWaitTimeout: 3_000,
    execute: (args: ExecutionArgs) => (args.rootValue as Enveloped).execute(args),
    subscribe: (args: ExecutionArgs) => (args.rootValue as Enveloped).subscribe(args),

    async onConnect({connectionParams, extra}) {
      try {
        const session = await authenticate(env.db, tokens, connectionParams?.authorization);
        if (!session) return false; // closes with 4403
        const waitMs = await limits.connect(session.viewer);
        const release = waitMs > 0 ? null : await slots.take(session.viewer);
        if (!release) {
          extra.socket.close(closeCodes.overload, 'Too many connections');
          return undefined;
        }
        extra.session = session;
        sessions.add(extra.socket, session, release);
        // It left before it was let in, so nobody will say that it has left.
        if (extra.isClosed) sessions.remove(extra.socket);
        return true;
      } catch (error) {
        onError(error);
        extra.socket.close(closeCodes.overload, 'Try again later');
        return undefined;
      }
    },

    onClose({extra}) {
      extra.isClosed = true;
      sessions.remove(extra.socket);
    },

    async onSubscribe(connection, _id, params) {
      try {
        return await prepare(connection, params);
      } catch (error) {
        return [toPublicError(error, onError)];
      }
    },

    onError: (_connection, _id, _payload, errors) =>
      errors.map((error) => onTheWire(toPublicError(error, onError))),

    onOperation({extra}, _id, _payload, _args, result) {
      if (!isStream(result)) return result;
      return orClose(result, (error) => {
        onError(error);
        extra.socket.close(closeCodes.overload, 'Try again later');
      });
    },
  };

  async function prepare(
    connection: SocketConnection,
    params: Params,
  ): Promise<ExecutionArgs | GraphQLError[]> {
    if (Object.keys(connection.subscriptions).length > env.settings.operationsPerSocket) {
      return [rateLimited('Too many operations on one connection.', 1_000)];
    }
    const {viewer} = connection.extra.session!;
    const enveloped = graphql.getEnveloped({params, viewer} as never) as unknown as Enveloped;
    const document = enveloped.parse(parts.trustedDocuments?.resolve(params) ?? params.query);
    const errors = enveloped.validate(enveloped.schema, document);
    if (errors.length > 0) return [...errors];
    return {
      schema: enveloped.schema,
      operationName: params.operationName,
      document,
      variableValues: params.variables,
      contextValue: await enveloped.contextFactory(),
      rootValue: enveloped,
    };
  }
}

/** GraphQL's own functions with the endpoint's limits and masks around them, for one operation. */
interface Enveloped {
  schema: GraphQLSchema;
  parse(source: string): DocumentNode;
  validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
  contextFactory(): Promise<unknown>;
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  subscribe(args: ExecutionArgs): Promise<ExecutionResult>;
}

interface Params extends DocumentParams {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/** An error as it is sent; what it would mean for HTTP is left out. */
function onTheWire(error: GraphQLError): GraphQLFormattedError {
  const {extensions, ...rest} = error.toJSON();
  return {...rest, extensions: {...extensions, http: undefined}};
}

function isStream(result: unknown): result is AsyncIterable<ExecutionResult> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
}

/** The same stream, which tells of an error and ends where it would throw. */
function orClose(
  stream: AsyncIterable<ExecutionResult>,
  close: (error: unknown) => void,
): AsyncIterableIterator<ExecutionResult> {
  const iterator = stream[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        return await iterator.next();
      } catch (error) {
        close(error);
        return {done: true, value: undefined};
      }
    },
    async return() {
      await iterator.return?.();
      return {done: true, value: undefined};
    },
  };
}
