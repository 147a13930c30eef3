import {GraphQLClient} from 'graphql-request';
import {createClient, type Client} from 'graphql-ws/client';
import {
  ACK_TIMEOUT,
  type AuthFunction,
  type ChatApi,
  type EventStream,
  type EventStreamListener,
  type RequestOptions,
} from './chat-api.js';
import {ChatError} from './chat-error.js';
import {countersSnapshot, type Operation} from './operations.js';
import type {CountersEventsSubscription, SessionFieldsFragment} from './operations.gen.js';
import {toChatError} from './response-error.js';
import {TokenProvider} from './token-provider.js';

const REQUEST_TIMEOUT_MS = 15_000;
const OPEN_TIMEOUT_MS = 10_000;

export interface Endpoint {
  /** Absolute. */
  readonly url: string;
  /** Absolute, ws: or wss:. */
  readonly wsUrl: string;
  readonly credentials: RequestCredentials;
}

/** The host over GraphQL: graphql-request for queries and mutations, graphql-ws for the event log. */
export class GraphQLChatApi implements ChatApi {
  readonly #endpoint: Endpoint;
  readonly #client: GraphQLClient;
  readonly #tokens = new TokenProvider();
  /** Called where the page, or its cookie, has come to stand for another agent or account. */
  onOtherAgent: () => void = () => undefined;
  /** Account and agent behind the answers so far, and the token that is known to be theirs. */
  #agent: string | null = null;
  #knownToken: string | null = null;
  #checking: Promise<void> | null = null;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.#client = new GraphQLClient(endpoint.url, {credentials: endpoint.credentials});
  }

  get auth(): AuthFunction | null {
    return this.#tokens.auth;
  }

  set auth(auth: AuthFunction | null) {
    this.#tokens.auth = auth;
  }

  /** Takes another `auth` for the one in use; true where it gives another token. */
  replaceAuth(auth: AuthFunction): Promise<boolean> {
    return this.#tokens.replace(auth);
  }

  /** From here on, answers may be another agent's; what was asked for before is not sent any more. */
  forgetAgent(): void {
    this.#agent = null;
  }

  async request<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    options: RequestOptions = {},
  ): Promise<Result> {
    // Snapshots tell whose they are.
    const tells = operation.name.endsWith('Snapshot');
    const agent = this.#agent;
    for (let attempt = 0; ; attempt++) {
      const token = await (tells ? this.#tokens.get() : this.#checkedToken());
      if (!tells && agent !== null && agent !== this.#agent) {
        throw new ChatError('UNAVAILABLE', 'Another agent has signed in.', {operation: operation.name});
      }
      try {
        const answer = await this.#send(operation, variables, token, options.signal);
        if (tells) this.#meet(answer as SessionFieldsFragment, token);
        return answer;
      } catch (error) {
        if (options.signal?.aborted) throw options.signal.reason;
        const chatError = toChatError(error, operation.name);
        // Without an auth function, which may have come meanwhile, there is no other token to try.
        if (chatError.code !== 'UNAUTHENTICATED' || attempt > 0 || !this.auth) throw chatError;
        await this.#tokens.refuse(token);
      }
    }
  }

  /** With a new token, nothing goes out before it is known that it is the same agent's. */
  async #checkedToken(isSure = true): Promise<string | null> {
    const token = await this.#tokens.get();
    if (this.#agent === null || (isSure && token === this.#knownToken)) return token;
    this.#checking ??= this.#check().finally(() => (this.#checking = null));
    await this.#checking;
    return await this.#tokens.get();
  }

  async #check(): Promise<void> {
    const before = this.#agent;
    await this.request(countersSnapshot, {});
    if (this.#agent !== before) this.onOtherAgent();
  }

  #meet({smsAccount, smsViewer}: SessionFieldsFragment, token: string | null): void {
    this.#agent = `${smsAccount?.id} ${smsViewer?.id}`;
    this.#knownToken = token;
  }

  async #send<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    token: string | null,
    signal?: AbortSignal,
  ): Promise<Result> {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const data = await this.#client.request<Result | null | undefined>({
      document: operation.document,
      variables: variables as Record<string, unknown>,
      requestHeaders: token === null ? {} : {authorization: `Bearer ${token}`},
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    // graphql-request takes a list for the answers to several operations.
    if (!data || Array.isArray(data))
      throw new ChatError('NOT_GRAPHQL', 'The answer holds no data.', {operation: operation.name});
    return data;
  }

  connect(listener: EventStreamListener): EventStream {
    let client: Client | null = null;
    let socket: WebSocket | null = null;
    let unsubscribe: (() => void) | null = null;
    let token: string | null = null;
    let openTimer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const end = (code: number | null, error: ChatError | null) => {
      if (ended) return;
      ended = true;
      clearTimeout(openTimer);
      // The next connection asks for a token again; 4403 says that this one has expired (rules.md, R26).
      if (code === 4403 || code === 4401) void this.#tokens.refuse(token);
      listener.onEnd({code, error});
    };
    const open = () => {
      if (ended) return;
      // graphql-ws waits for the ack, but for ever for an upgrade that something on the way swallows.
      openTimer = setTimeout(() => {
        end(ACK_TIMEOUT, null);
        client?.terminate();
      }, OPEN_TIMEOUT_MS);
      client = createClient({
        url: this.#endpoint.wsUrl,
        // One connection for each client, so that the supervisor alone decides about retries: graphql-ws gives up for
        // ever on some close codes, and spins without a pause on 1000.
        lazy: false,
        retryAttempts: 0,
        connectionParams: token === null ? {} : {authorization: `Bearer ${token}`},
        onNonLazyError: (error) => end(null, toStreamError(error)),
        on: {
          opened: (opened) => {
            socket = opened as WebSocket;
          },
          connected: () => {
            clearTimeout(openTimer);
            listener.onReady();
          },
          message: () => listener.onFrame(),
          closed: (event) => end((event as Partial<CloseEvent>).code ?? null, toStreamError(event)),
          error: (error) => end(null, toStreamError(error)),
        },
      });
    };
    // Before the socket: a host waits only seconds for what comes first on it. Behind a cookie anybody may have signed in
    // since the last one.
    this.#checkedToken(this.auth !== null).then(
      (current) => {
        token = current;
        open();
      },
      (error: unknown) => end(null, toStreamError(error)),
    );
    return {
      subscribe: ({topics, subscription: {name, document}}, after, onBatch) => {
        unsubscribe?.();
        let isReplaced = false;
        const stop = client?.subscribe<CountersEventsSubscription>(
          {query: document, variables: {after, topics}, operationName: name},
          {
            next: ({data, errors}) => {
              if (isReplaced) return;
              if (data) onBatch(data.smsEvents);
              else if (errors) fail(errors);
            },
            error: fail,
            complete: () => fail(null),
          },
        );
        unsubscribe = () => {
          isReplaced = true;
          stop?.();
        };
        // A subscription that is over leaves a socket that looks alive and brings nothing.
        function fail(reason: unknown) {
          if (isReplaced) return;
          const error = reason === null ? null : toChatError({response: {errors: reason}}, name);
          end(null, error);
          client?.terminate();
        }
      },
      ping: () => {
        if (socket?.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
      },
      terminate: () => {
        end(null, null);
        client?.terminate();
        void client?.dispose();
      },
    };
  }
}

/** A token that could not be had keeps its own error; a socket event tells nothing that could be shown. */
function toStreamError(reason: unknown): ChatError | null {
  return reason instanceof ChatError ? reason : null;
}
