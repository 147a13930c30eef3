import type {CarrierReceipt} from '../adapter.js';
import {eventually, expect, expectEqual} from '../check.js';
import type {Check} from '../check.js';
import type {HostUnderTest} from '../host-under-test.js';

type Report = Omit<CarrierReceipt, 'messageId'>;

const sent: Report = {status: 'SENT'};
const delivered: Report = {status: 'DELIVERED'};
const failed: Report = {status: 'FAILED', retryable: false};
const passing: Report = {status: 'FAILED', retryable: true};

/** What is reported, and how the message ends; null where it has to end the same in each order, however. */
const sets: {reports: Report[]; ends: string | null}[] = [
  {reports: [sent, delivered], ends: 'DELIVERED'},
  {reports: [sent, failed], ends: 'FAILED'},
  {reports: [sent, passing, delivered], ends: 'DELIVERED'},
  {reports: [failed, delivered], ends: null},
];

const rank: Record<string, number> = {QUEUED: 0, UNKNOWN: 0, SENT: 1, FAILED: 2, DELIVERED: 3};

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, index) =>
    permutations(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}

/** Sends to a silent recipient, and waits until the carrier has it. */
async function sendSilently(host: HostUnderTest): Promise<{id: string; threadId: string}> {
  const thread = await host.thread({silent: true});
  const {message} = await host.agent.send(thread.id, 'With receipts');
  await eventually(
    'the carrier should take the message',
    async () => (await statusOf(host, thread.id, message.id)) === 'SENT',
  );
  return {id: message.id, threadId: thread.id};
}

async function statusOf(
  host: HostUnderTest,
  threadId: string,
  messageId: string,
): Promise<string | undefined> {
  return (await host.agent.messages(threadId)).find(({id}) => id === messageId)?.delivery?.status;
}

/** How the log told of a message's delivery, in order. */
async function toldOf(host: HostUnderTest, start: string, messageId: string): Promise<string[]> {
  return (await host.agent.eventsAfter(start)).flatMap(({message}) =>
    message?.id === messageId ? [message.delivery?.status ?? 'none'] : [],
  );
}

export const deliveryChecks: Check[] = [
  {
    rule: 'R20',
    title: 'Receipts in each order, and twice, end in the same delivery',
    needs: ['recipient', 'receipt'],
    async run(host) {
      for (const {reports, ends} of sets) {
        const outcomes = new Map<string, string>();
        for (const order of permutations(reports)) {
          const {id, threadId} = await sendSilently(host);
          for (const report of order) {
            await host.hook('receipt')({messageId: id, ...report});
            await host.hook('receipt')({messageId: id, ...report});
          }
          await host.agent.settled(150);
          const name = order
            .map(({status, retryable}) => (retryable ? `${status} for now` : status))
            .join(', ');
          outcomes.set(name, (await statusOf(host, threadId, id)) ?? 'none');
        }
        const [[first, end]] = [...outcomes] as [[string, string]];
        for (const [order, outcome] of outcomes) {
          expectEqual(outcome, ends ?? end, `delivery after ${order}${ends ? '' : ` (and after ${first})`}`);
        }
      }
    },
  },
  {
    rule: 'R20',
    title: 'A late receipt moves nothing down, in queries and in events',
    needs: ['recipient', 'receipt'],
    async run(host) {
      const start = await host.agent.settled();
      const {id, threadId} = await sendSilently(host);
      for (const report of [delivered, sent, passing, sent]) {
        await host.hook('receipt')({messageId: id, ...report});
        await host.agent.settled(150);
        const status = await statusOf(host, threadId, id);
        expect(status !== 'SENT' && status !== 'QUEUED', `delivery fell from DELIVERED to ${status}`);
      }
      const told = await toldOf(host, start, id);
      for (const [index, status] of told.entries()) {
        const before = told[index - 1];
        expect(!before || rank[status]! >= rank[before]!, `events told ${told.join(', ')}`);
      }
      expectEqual(
        await statusOf(host, threadId, id),
        'DELIVERED',
        'delivery after DELIVERED and late receipts',
      );
    },
  },
  {
    rule: 'R20',
    title: 'A receipt that arrives before the send’s own answer counts',
    needs: ['recipient', 'earlyReceipt'],
    async run(host) {
      const thread = await host.thread({silent: true});
      await host.hook('earlyReceipt')(thread.address);
      const {message} = await host.agent.send(thread.id, 'Receipt first');
      await eventually(
        'DELIVERED after a receipt that came first',
        async () => (await statusOf(host, thread.id, message.id)) === 'DELIVERED',
      );
    },
  },
];
