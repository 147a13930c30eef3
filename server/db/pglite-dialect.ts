import {PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler} from 'kysely';
import type {DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings} from 'kysely';
import type {PGlite} from '@electric-sql/pglite';

/**
 * Kysely on PGlite, in Node and in the page alike; PostgreSQL itself is reached by Kysely's own dialect.
 * PGlite is one connection: whoever holds it, for a statement or a transaction, has it alone, so a query
 * made outside the transaction one is in would wait for ever.
 *
 * @param open Opens the database, at first and again after it broke down.
 */
export function pgliteDialect(open: () => Promise<PGlite>): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(open),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

const OPEN_AGAIN_MS = 1_000;

/** With a SQLSTATE that stands for a database that is away. */
class BrokenDatabaseError extends Error {
  override name = 'BrokenDatabaseError';
  readonly code = '57P02';
}

class PgliteDriver implements Driver {
  readonly #open: () => Promise<PGlite>;
  #connection: PgliteConnection | undefined;
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #openAgainAt = 0;

  constructor(open: () => Promise<PGlite>) {
    this.#open = open;
  }

  async init() {
    this.#connection = new PgliteConnection(await this.#open());
  }

  /** Whoever comes first after a breakdown opens the database again; rejects while that cannot be done. */
  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free;
    let release = () => {};
    this.#free = new Promise((resolve) => (release = resolve));
    await before;
    this.#release = release;
    try {
      return await this.#working();
    } catch (cause) {
      release();
      throw new BrokenDatabaseError('The database cannot be opened', {cause});
    }
  }

  async #working(): Promise<PgliteConnection> {
    if (!this.#connection!.isBroken) return this.#connection!;
    if (Date.now() < this.#openAgainAt) throw new Error('It was tried a moment ago');
    this.#openAgainAt = Date.now() + OPEN_AGAIN_MS;
    this.#connection = new PgliteConnection(await this.#open());
    return this.#connection;
  }

  async releaseConnection() {
    this.#release();
  }

  async beginTransaction(connection: PgliteConnection, settings: TransactionSettings) {
    await connection.exec(
      settings.isolationLevel ? `begin isolation level ${settings.isolationLevel}` : 'begin',
    );
  }

  async commitTransaction(connection: PgliteConnection) {
    await connection.exec('commit');
  }

  async rollbackTransaction(connection: PgliteConnection) {
    // What was not committed is gone with it.
    if (!connection.isBroken) await connection.exec('rollback');
  }

  async destroy() {
    await this.#free;
    if (this.#connection && !this.#connection.isBroken) await this.#connection.lite.close();
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly lite: PGlite;
  /**
   * PostgreSQL ends its process where it cannot write its log, as on a full disk, and recovers when it starts again.
   * PGlite cannot end the process that it is in, and would go round in circles at the next message.
   */
  isBroken = false;

  constructor(lite: PGlite) {
    this.lite = lite;
    const send = lite.execProtocolStream.bind(lite);
    // All messages to the database pass here; also the one by which PGlite ends each statement, failed ones too.
    lite.execProtocolStream = async (message, options) => {
      if (this.isBroken) throw new BrokenDatabaseError('The database has broken down');
      try {
        return await send(message, options);
      } catch (error) {
        this.isBroken = isBreakdown(error);
        throw error;
      }
    };
  }

  async exec(sql: string): Promise<void> {
    await this.lite.exec(sql);
  }

  async executeQuery<R>({
    sql,
    parameters,
  }: {
    sql: string;
    parameters: readonly unknown[];
  }): Promise<QueryResult<R>> {
    const {rows, affectedRows} = await this.lite.query<R>(sql, [...parameters]);
    return {rows, numAffectedRows: BigInt(affectedRows ?? 0)};
  }

  // eslint-disable-next-line require-yield -- the interface asks for it; nothing here streams rows
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming of rows is not supported on PGlite');
  }
}

/** Neither a statement's own error nor a wrong use of PGlite. */
function isBreakdown(error: unknown): boolean {
  const {severity} = error as {severity?: unknown};
  return severity === 'PANIC' || severity === 'FATAL' || error instanceof WebAssembly.RuntimeError;
}
