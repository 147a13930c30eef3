/** Renewed this long before the token ends, so that no request goes out with one that ends on the way. */
const MARGIN_MS = 30_000;

/** What the server refused, in words for people. */
export class RequestError extends Error {
  /** @param {string} message @param {string} [field] the form field at fault */
  constructor(message, field) {
    super(message);
    this.field = field;
  }
}

/**
 * Who is signed in on this page, and requests in their name. The token lives in memory only.
 */
export class Session {
  /** @type {{token: string, expiresAt: string, agent: {id: string, displayName: string}, account: {id: string, name: string}} | undefined} */
  #current;
  /** @type {Promise<void> | undefined} */
  #signingIn;
  #agentId;

  /** @param {string | null} agentId null takes the account's first agent */
  constructor(agentId) {
    this.#agentId = agentId ?? undefined;
  }

  get agent() {
    return this.#current?.agent;
  }

  get account() {
    return this.#current?.account;
  }

  /** A token that is good for a while. For the elements: `element.auth = session.auth`. */
  auth = async () => {
    const endsAt = Date.parse(this.#current?.expiresAt ?? '') || 0;
    if (endsAt - MARGIN_MS < Date.now()) {
      // Both elements and this page ask at the same moment; one answer does for all.
      this.#signingIn ??= this.#signIn().finally(() => (this.#signingIn = undefined));
      await this.#signingIn;
    }
    return {token: /** @type {NonNullable<typeof this.#current>} */ (this.#current).token};
  };

  /** A request to the dashboard's own API; resolves with the answer's JSON, rejects with a RequestError. */
  async request(path, body) {
    const {token} = await this.auth();
    return send(path, body, {authorization: `Bearer ${token}`});
  }

  /** A query to the same endpoint that the elements use. */
  async query(query) {
    const {data, errors} = await this.request('/graphql', {query});
    if (errors?.length) throw new RequestError(errors[0].message);
    return data;
  }

  async #signIn() {
    this.#current = await send('/api/session', {agent: this.#agentId});
  }
}

/**
 * @param {string} path
 * @param {unknown} [body] makes it a POST
 * @param {Record<string, string>} [headers]
 */
export async function send(path, body, headers = {}) {
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {...headers, ...(body === undefined ? {} : {'content-type': 'application/json'})},
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new RequestError('The server cannot be reached.');
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const {message, field} = answer.error ?? {};
  throw new RequestError(message ?? `The server answered ${response.status}.`, field);
}
