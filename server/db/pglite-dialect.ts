import {PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler} from 'kysely';
import type {DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings} from 'kysely';
import type {PGlite} from '@electric-sql/pglite';

/**
 * Kysely on PGlite, in Node and in the page alike; PostgreSQL itself is reached by Kysely's own dialect.
 * PGlite is one connection: whoever holds it, for a statement or a transaction, has it alone, so a query
 * made outside the transaction one is in would wait for ever.
 */
export function pgliteDialect(lite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(lite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PgliteDriver implements Driver {
  #lite: PGlite;
  #free: Promise<void> = Promise.resolve();
  #release = new WeakMap<DatabaseConnection, () => void>();

  constructor(lite: PGlite) {
    this.#lite = lite;
  }

  async init() {
    await this.#lite.waitReady;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = new PgliteConnection(this.#lite);
    const before = this.#free;
    this.#free = new Promise((resolve) => this.#release.set(connection, resolve));
    await before;
    return connection;
  }

  async releaseConnection(connection: DatabaseConnection) {
    this.#release.get(connection)?.();
  }

  async beginTransaction(_connection: DatabaseConnection, settings: TransactionSettings) {
    await this.#lite.exec(
      settings.isolationLevel ? `begin isolation level ${settings.isolationLevel}` : 'begin',
    );
  }

  async commitTransaction() {
    await this.#lite.exec('commit');
  }

  async rollbackTransaction() {
    await this.#lite.exec('rollback');
  }

  async destroy() {
    await this.#free;
    await this.#lite.close();
  }
}

class PgliteConnection implements DatabaseConnection {
  #lite: PGlite;

  constructor(lite: PGlite) {
    this.#lite = lite;
  }

  async executeQuery<R>({
    sql,
    parameters,
  }: {
    sql: string;
    parameters: readonly unknown[];
  }): Promise<QueryResult<R>> {
    const {rows, affectedRows} = await this.#lite.query<R>(sql, [...parameters]);
    return {rows, numAffectedRows: BigInt(affectedRows ?? 0)};
  }

  // eslint-disable-next-line require-yield -- the interface asks for it; nothing here streams rows
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming of rows is not supported on PGlite');
  }
}
