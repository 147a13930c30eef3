import {createSchema, createYoga} from 'graphql-yoga';
import {NoSchemaIntrospectionCustomRule, parse} from 'graphql';
import type {ParseOptions} from 'graphql';
import type {CORSOptions, Plugin, YogaServerInstance} from 'graphql-yoga';
import {authenticate} from '../auth/sessions.js';
import type {Tokens} from '../auth/tokens.js';
import type {Viewer} from '../domain/environment.js';
import type {Environment} from '../domain/environment.js';
import {readHead} from '../log/read.js';
import type {RequestContext} from './context.js';
import {systemError, toPublicError} from './errors.js';
import {documentLimits, documentLimitsRule} from './limits.js';
import {resolvers} from './resolvers.js';

export interface GraphqlOptions {
  env: Environment;
  tokens: Tokens;
  /** The contract's SDL. */
  sdl: string;
  /** Origins other than the host's own that may call; none by default. */
  allowedOrigins: readonly string[];
  introspection: boolean;
  onError(error: unknown): void;
}

/** A socket's operations come with the viewer that its `connection_init` named. */
export interface SocketContext {
  viewer?: Viewer;
}

export type Graphql = YogaServerInstance<SocketContext, RequestContext>;

/** The endpoint, over HTTP as `fetch`, and for sockets through `getEnveloped`. */
export function createGraphql(options: GraphqlOptions): Graphql {
  const {env, tokens, onError} = options;
  return createYoga<SocketContext, RequestContext>({
    schema: createSchema<RequestContext>({typeDefs: options.sdl, resolvers}),
    graphqlEndpoint: '/graphql',
    cors: (request) => corsOf(request.headers.get('origin'), options.allowedOrigins),
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: {maskError: (error) => toPublicError(error, onError)},
    plugins: [limitsPlugin(options.introspection), codesPlugin(onError)],
    async context({request, viewer}) {
      const asking =
        viewer ?? (await authenticate(env.db, tokens, request?.headers.get('authorization')))?.viewer;
      if (!asking)
        throw systemError('UNAUTHENTICATED', 'The token is missing, wrong or no longer good.', 401);
      // Here, since nothing of the operation has read anything yet (R11).
      return {env, viewer: asking, syncCursor: await readHead(env.db, asking.accountId)};
    },
  });
}

/**
 * For one origin at a time: of a list, Yoga answers an origin that is not in it with `null`, which is the very
 * origin of a sandboxed frame.
 */
function corsOf(origin: string | null, allowedOrigins: readonly string[]): CORSOptions {
  return origin !== null && allowedOrigins.includes(origin) ? {origin: [origin], credentials: true} : false;
}

function limitsPlugin(introspection: boolean): Plugin {
  return {
    onParse({setParseFn}) {
      setParseFn((source: string, options: ParseOptions) =>
        parse(source, {...options, maxTokens: documentLimits.tokens}),
      );
    },
    onValidate({addValidationRule}) {
      addValidationRule(documentLimitsRule);
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

/** Errors found before execution pass no mask: they get their codes on the way out. */
function codesPlugin(onError: (error: unknown) => void): Plugin {
  return {
    onResultProcess({result, setResult}) {
      if (Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return;
      setResult({...result, errors: result.errors.map((error) => toPublicError(error, onError))});
    },
  };
}
