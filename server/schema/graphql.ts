import {createSchema, createYoga} from 'graphql-yoga';
import {NoSchemaIntrospectionCustomRule, OperationTypeNode, getOperationAST, parse} from 'graphql';
import type {ExecutionArgs, ParseOptions} from 'graphql';
import type {CORSOptions, Plugin, YogaServerInstance} from 'graphql-yoga';
import type {Limits} from '../auth/limits.js';
import {authenticate} from '../auth/sessions.js';
import type {Tokens} from '../auth/tokens.js';
import type {Viewer} from '../domain/environment.js';
import type {Environment} from '../domain/environment.js';
import {readHead} from '../log/read.js';
import type {RequestContext} from './context.js';
import {rateLimited, systemError, toPublicError} from './errors.js';
import {documentLimits, documentLimitsRule} from './limits.js';
import {resolvers} from './resolvers.js';
import type {TrustedDocuments} from './trusted-documents.js';

export interface GraphqlOptions {
  env: Environment;
  tokens: Tokens;
  limits: Limits;
  /** What may be asked; anything within `documentLimits` where there is no list. */
  trustedDocuments: TrustedDocuments | null;
  /** The contract's SDL. */
  sdl: string;
  /** Origins other than the host's own that may call; none by default. */
  allowedOrigins: readonly string[];
  introspection: boolean;
  onError(error: unknown): void;
}

/** What the transport knows: a socket's viewer, whom its `connection_init` named, or the address of an HTTP request. */
export interface TransportContext {
  viewer?: Viewer;
  peer?: string;
}

export type Graphql = YogaServerInstance<TransportContext, RequestContext>;

/** The endpoint, over HTTP as `fetch`, and for sockets through `getEnveloped`. */
export function createGraphql(options: GraphqlOptions): Graphql {
  const {env, tokens, limits, onError} = options;
  return createYoga<TransportContext, RequestContext>({
    schema: createSchema<RequestContext>({typeDefs: options.sdl, resolvers}),
    graphqlEndpoint: '/graphql',
    cors: (request) => corsOf(request.headers.get('origin'), options.allowedOrigins),
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: {maskError: (error) => toPublicError(error, onError)},
    plugins: [
      ...(options.trustedDocuments ? [documentsPlugin(options.trustedDocuments)] : []),
      limitsPlugin(options.introspection),
      mutationRatePlugin(limits),
      socketsOnlyPlugin,
      codesPlugin(onError),
    ],
    async context({request, viewer, peer}) {
      const asking =
        viewer ?? (await authenticate(env.db, tokens, request?.headers.get('authorization')))?.viewer;
      if (!asking) {
        const failedMs = await limits.failedSignIn(peer ?? '');
        if (failedMs > 0) throw rateLimited('Too many requests without a good token.', failedMs);
        throw systemError('UNAUTHENTICATED', 'The token is missing, wrong or no longer good.', 401);
      }
      const waitMs = await limits.request(asking);
      if (waitMs > 0) throw rateLimited('Too many requests. Wait a moment.', waitMs);
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

/** Over HTTP; sockets ask for themselves, since they begin at the parser. */
function documentsPlugin(documents: TrustedDocuments): Plugin {
  return {
    onParams({params, setParams}) {
      setParams({...params, query: documents.resolve(params)});
    },
  };
}

function mutationRatePlugin(limits: Limits): Plugin<RequestContext> {
  return {
    async onExecute({args, setResultAndStopExecution}) {
      const {document, operationName} = args as ExecutionArgs;
      if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.MUTATION) return;
      const waitMs = await limits.mutation(args.contextValue.viewer);
      if (waitMs > 0)
        setResultAndStopExecution({errors: [rateLimited('Too many changes. Wait a moment.', waitMs)]});
    },
  };
}

/** A stream over HTTP would be an answer without an end, with none of the bounds that sockets have. */
const socketsOnlyPlugin: Plugin<TransportContext> = {
  onSubscribe({args, setResultAndStopExecution}) {
    if ((args.contextValue as TransportContext).peer === undefined) return;
    const message = 'Subscriptions go over a WebSocket; over HTTP ask for smsEventLog.';
    setResultAndStopExecution({errors: [systemError('BAD_USER_INPUT', message, 400)]});
  },
};

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
