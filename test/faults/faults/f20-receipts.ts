import type {Receipt} from '../../../server/gateway/gateway.js';
import type {Fault} from '../fault.js';
import {inParallel} from '../measures.js';
import {World} from '../world.js';

type Report = Omit<Receipt, 'gatewayMessageId'>;

const at = (second: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, second));
const report = (status: Report['status'], second: number, failure: Partial<Report> = {}): Report => ({
  ...{status, reason: null, code: null, retryable: false, at: at(second)},
  ...failure,
});
const passing = {reason: 'The handset is off.', code: 'ABSENT', retryable: true};
const final = {reason: 'There is no such number.', code: 'UNKNOWN', retryable: false};

/** Five that were never meant to come together, so that each of their subsets says something else. */
const REPORTS: readonly Report[] = [
  report('SENT', 1),
  report('SENT', 2),
  report('FAILED', 3, passing),
  report('FAILED', 4, final),
  report('DELIVERED', 5),
];
const RANK = {QUEUED: 0, UNKNOWN: 0, SENT: 1, FAILED: 2, DELIVERED: 3};

export const fault: Fault = {
  id: 'F20',
  title: 'delivery receipts in every order, twice, and before the send is stored',
  async run(run) {
    const world = await World.join(run);
    const account = await world.account({conversations: 8});
    const client = account.client();
    await client.live();
    let regressions = 0;
    const shown = new Map<string, number>();
    const look = () => {
      for (const {messages} of client.state.threads.values()) {
        for (const {id, delivery} of messages) {
          const rank = RANK[delivery?.status ?? 'QUEUED'];
          if (rank < (shown.get(id) ?? 0)) regressions++;
          shown.set(id, rank);
        }
      }
    };
    client.store.subscribe(look);
    for (let i = 0; i < 8; i++) await client.store.threads.open(account.conversationId(i));

    const early = new Map<string, Report[]>();
    const gatewayIds = new Map<string, string>();
    world.carrier.onMessage = ({body}, gatewayMessageId) => {
      gatewayIds.set(body, gatewayMessageId);
      // These go before the carrier's answer to the send.
      for (const each of early.get(body) ?? []) void world.host.call('receipt', {gatewayMessageId, ...each});
    };

    // Of each set that does not differ by its repeats, every order; with a receipt or three before the send is stored.
    const sets = run.pick(
      [REPORTS.slice(1)],
      [REPORTS, REPORTS.slice(0, 4), REPORTS.slice(0, 3), REPORTS.slice(1)],
    );
    const cases = sets.flatMap((set, index) => ordersOf(set).map((order) => ({order, index})));
    await inParallel(cases.length, 8, async (number) => {
      const {order} = cases[number]!;
      const body = `case ${number}`;
      const ahead = number % 4;
      early.set(body, order.slice(0, ahead));
      await client.send(account.conversationId(number % 8), body);
      await client.until('the carrier to have it', () => gatewayIds.has(body));
      const gatewayMessageId = gatewayIds.get(body)!;
      for (const each of order.slice(ahead)) {
        await world.host.call('receipt', {gatewayMessageId, ...each});
        if (number % 3 === 0) await world.host.call('receipt', {gatewayMessageId, ...each});
      }
    });
    for (const each of REPORTS) await world.host.call('receipt', {gatewayMessageId: 'nobody knows', ...each});

    const ends = new Map<number, Set<string>>();
    const finalOf = async () => {
      const rows = await world.host.sql<{body: string; end: string}>(
        `SELECT body, concat_ws(' ', delivery_status, delivery_code, delivery_retryable, delivery_at) AS end
         FROM message WHERE account_id = '${account.id}'`,
      );
      ends.clear();
      for (const {body, end} of rows) {
        const {index} = cases[Number(body.slice(5))]!;
        ends.set(index, (ends.get(index) ?? new Set()).add(end));
      }
      return [...ends.values()].every(({size}) => size === 1);
    };
    for (let tries = 0; !(await finalOf()) && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.until('the last state', () => [...shown.values()].length === cases.length);
    run.did(
      `${cases.length} orders of ${sets.length} sets, a third of them twice, 3 of 4 with early receipts`,
    );
    run.measure(
      'sets that end otherwise in another order',
      [...ends.values()].filter(({size}) => size > 1).length,
      {is: 0},
    );
    run.measure('steps back on the screen', regressions, {is: 0});
    const [parked] = await world.host.sql<{count: number}>(
      `SELECT count(*)::integer AS count FROM parked_receipt WHERE gateway_message_id LIKE 'gateway-%'`,
    );
    run.measure('early receipts left over', parked!.count, {is: 0});
  },
};

function ordersOf<Value>(values: readonly Value[]): Value[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, index) =>
    ordersOf(values.toSpliced(index, 1)).map((rest) => [value, ...rest]),
  );
}
