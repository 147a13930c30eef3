import {AsyncLocalStorage} from 'node:async_hooks';
import type {KyselyPlugin, RootOperationNode} from 'kysely';

/** Any node of a query's tree. */
type Node = {kind: string} & Record<string, unknown>;

/** One table of a query's own, by the name that the query calls it by. */
interface Scope {
  tables: string[];
  bound: Set<string>;
  /** Pairs of tables whose accounts are the same. */
  same: [string, string][];
}

const tablesOfAll = new Set(['pool_number', 'host_setting', 'parked_receipt']);

/**
 * Watches the queries that run for a viewer: each table of each of them, subqueries and joins too, has to be bound to
 * the viewer's account by an equality, or by one with a table that is. What is not is in `unbound`.
 */
export class AccountFence implements KyselyPlugin {
  readonly unbound: string[] = [];
  watched = 0;
  #viewer = new AsyncLocalStorage<string>();

  /** Watches the queries that come of this call. */
  during<T>(accountId: string, act: () => Promise<T>): Promise<T> {
    return this.#viewer.run(accountId, act);
  }

  /** For what a call sets off, and does not belong to it. */
  outside(act: () => void): void {
    this.#viewer.exit(act);
  }

  transformQuery({node}: {node: RootOperationNode}): RootOperationNode {
    const accountId = this.#viewer.getStore();
    if (accountId !== undefined) this.#check(node as unknown as Node, accountId);
    return node;
  }

  async transformResult<R>({result}: {result: R}): Promise<R> {
    return result;
  }

  #check(root: Node, accountId: string): void {
    this.watched++;
    if (root.kind === 'RawNode') {
      // Raw SQL is not looked into: it has to be given the account, unless it touches no table.
      const text = (root.sqlFragments as string[]).join('?');
      if (/\b(FROM|UPDATE|INTO)\b/i.test(text) && !JSON.stringify(root.parameters).includes(accountId))
        this.unbound.push(text);
      return;
    }
    const visit = (node: Node) => {
      const scope = scopeOf(node, accountId);
      if (scope) this.unbound.push(...unboundOf(scope).map((table) => `${node.kind}: ${table}`));
      for (const child of children(node)) visit(child);
    };
    visit(root);
  }
}

function unboundOf({tables, bound, same}: Scope): string[] {
  const known = new Set(bound);
  for (let grew = true; grew;) {
    grew = false;
    for (const [a, b] of same) {
      // A table that is not of this query is of the one around it, and is looked at there.
      const isBound = (table: string) => known.has(table) || !tables.includes(table);
      if (isBound(a) && !known.has(b)) grew = !!known.add(b);
      if (isBound(b) && !known.has(a)) grew = !!known.add(a);
    }
  }
  return tables.filter((table) => !known.has(table) && !tablesOfAll.has(table));
}

/** Null for a node that is no query. */
function scopeOf(node: Node, accountId: string): Scope | null {
  const scope: Scope = {tables: [], bound: new Set(), same: []};
  switch (node.kind) {
    case 'SelectQueryNode':
      scope.tables = ((node.from as {froms?: Node[]} | undefined)?.froms ?? []).flatMap(nameOf);
      break;
    case 'UpdateQueryNode':
      scope.tables = nameOf(node.table as Node);
      break;
    case 'DeleteQueryNode':
      scope.tables = (node.from as {froms: Node[]}).froms.flatMap(nameOf);
      break;
    case 'InsertQueryNode':
      // Its values name the account, or it could not be stored: account_id is part of every key.
      return JSON.stringify(node.values ?? null).includes(accountId) ||
        nameOf(node.into as Node).some((table) => tablesOfAll.has(table))
        ? null
        : {...scope, tables: nameOf(node.into as Node)};
    default:
      return null;
  }
  const joins = (node.joins as Node[] | undefined) ?? [];
  const [first] = scope.tables;
  scope.tables.push(...joins.flatMap((join) => nameOf(join.table as Node)));
  const conditions = [node.where, ...joins.map((join) => join.on)].flatMap((part) =>
    part ? equalities(part as Node) : [],
  );
  for (const {leftOperand, rightOperand} of conditions) {
    const left = accountOf(leftOperand, first);
    const right = accountOf(rightOperand, first);
    if (left && right) scope.same.push([left, right]);
    else if (left && (rightOperand as {value?: unknown}).value === accountId) scope.bound.add(left);
  }
  return scope;
}

/** Equalities that have to hold: those that are joined by AND, on the top. */
function equalities(node: Node): {leftOperand: Node; rightOperand: Node}[] {
  if (node.kind === 'AndNode') return [...equalities(node.left as Node), ...equalities(node.right as Node)];
  if (node.kind === 'WhereNode') return equalities(node.where as Node);
  if (node.kind === 'OnNode') return equalities(node.on as Node);
  if (node.kind === 'ParensNode') return equalities(node.node as Node);
  const isEqual =
    node.kind === 'BinaryOperationNode' && (node.operator as {operator?: string}).operator === '=';
  return isEqual ? [node as never] : [];
}

/** The table whose account this is; null for what is no account. */
function accountOf(node: Node, first: string | undefined): string | null {
  if (node.kind !== 'ReferenceNode') return null;
  const column = (node.column as {column?: {name: string}}).column?.name;
  const table = node.table ? nameOf(node.table as Node)[0] : first;
  if (!table) return null;
  return column === 'account_id' || (column === 'id' && table === 'account') ? table : null;
}

function nameOf(node: Node): string[] {
  if (node.kind === 'AliasNode' && (node.node as Node).kind !== 'SelectQueryNode') {
    return [(node.alias as {name: string}).name];
  }
  if (node.kind !== 'TableNode') return []; // a subquery, which is looked at by itself
  return [(node.table as {identifier: {name: string}}).identifier.name];
}

function children(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'kind' in value);
}
