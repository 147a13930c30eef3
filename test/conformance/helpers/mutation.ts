import {defaultFieldResolver} from 'graphql';
import type {GraphQLField, GraphQLObjectType, GraphQLSchema} from 'graphql';
import {sql} from 'kysely';
import type {Adapter} from '../../../conformance/adapter.js';
import type {ReferenceHost} from '../../../conformance/adapters/reference-host.js';
import type {RuleId} from '../../../conformance/rules.js';
import type {EventBatch} from '../../../server/log/events.js';
import type {RequestContext} from '../../../server/schema/context.js';
import type {Host, HostOptions} from '../../../server/start.js';

/** The reference host with one thing broken, and the check that has to notice. */
export interface Mutant {
  name: string;
  rule: RuleId;
  /** Part of the title of the check that notices. */
  caughtBy: string;
  /** It is noticed only after a wait that a rule allows, in which nothing else is asked of it. */
  slow?: boolean;
  options?: HostOptions;
  /** Breaks the host, each time that it has started. */
  mutate?(host: Host, reference: ReferenceHost): void | Promise<void>;
  /** Functions of the adapter that break something, in place of the reference's. */
  adapter?(reference: ReferenceHost): Adapter;
}

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- resolvers of many fields */
type Any = any;

export type Resolver = (root: Any, args: Any, context: RequestContext) => Any;

export function schemaOf(host: Host): GraphQLSchema {
  return (host.core.graphql.getEnveloped({} as never) as unknown as {schema: GraphQLSchema}).schema;
}

function fieldOf(host: Host, path: string): GraphQLField<unknown, RequestContext> {
  const [type, name] = path.split('.') as [string, string];
  return (schemaOf(host).getType(type) as GraphQLObjectType<unknown, RequestContext>).getFields()[name]!;
}

/** Puts a resolver around the one of a field, such as Mutation.smsMarkRead. */
export function wrap(host: Host, path: string, around: (next: Resolver) => Resolver): void {
  const field = fieldOf(host, path);
  const original = field.resolve ?? defaultFieldResolver;
  let info: Any;
  const wrapped = around((root, args, context) => original(root, args, context, info));
  field.resolve = (root, args, context, given) => {
    info = given;
    return wrapped(root, args, context);
  };
}

/** Answers a field with something made of its answer. */
export function alter(
  host: Host,
  path: string,
  change: (answer: Any, args: Any, context: RequestContext) => Any,
): void {
  wrap(
    host,
    path,
    (next) => async (root, args, context) => change(await next(root, args, context), args, context),
  );
}

/** Changes a field's arguments on their way in. */
export function alterInput(
  host: Host,
  path: string,
  change: (input: Any, context: RequestContext) => Any,
): void {
  wrap(
    host,
    path,
    (next) => async (root, args, context) =>
      next(root, {...args, input: await change(args.input, context)}, context),
  );
}

type BatchChange = (batch: EventBatch, context: RequestContext) => EventBatch | Promise<EventBatch>;

/** Changes what readers get of the log, by HTTP and over sockets. */
export function alterBatches(host: Host, change: BatchChange): void {
  alter(host, 'Query.smsEventLog', (batch, _args, context) => change(batch, context));
  alter(host, 'Subscription.smsEvents', (batch, _args, context) => change(batch, context));
}

/** Replaces how a subscription reads the log. */
export function replaceStream(
  host: Host,
  stream: (after: string, context: RequestContext) => AsyncIterable<EventBatch>,
): void {
  fieldOf(host, 'Subscription.smsEvents').subscribe = (_root, {after}: Any, context) =>
    stream(after, context);
}

let triggers = 0;

/** A trigger on the rows of one account, which sees OLD and NEW. */
export async function addTrigger(
  {db, accountId}: ReferenceHost,
  event: 'INSERT' | 'UPDATE',
  table: string,
  body: string,
): Promise<void> {
  const name = `mutant_${++triggers}`;
  await sql`CREATE FUNCTION ${sql.ref(name)}() RETURNS trigger LANGUAGE plpgsql AS ${sql.raw(
    `$$ BEGIN IF NEW.account_id = '${accountId}' THEN ${body} END IF; RETURN NEW; END $$`,
  )}`.execute(db);
  await sql`CREATE TRIGGER ${sql.ref(name)} BEFORE ${sql.raw(event)} ON ${sql.table(table)}
    FOR EACH ROW EXECUTE FUNCTION ${sql.ref(name)}()`.execute(db);
}
