import {generateDemoAccount} from '../../demo/seed/generate.js';
import type {DemoAccount, DemoConversation, DemoMessage} from '../../demo/seed/types.js';

/** Who a story can be signed in as: an agent of the demo account, of one that has just begun, or of a busy one. */
export const accountNames = ['demo', 'empty', 'busy'] as const;
export type AccountName = (typeof accountNames)[number];

/** The accounts of the host in the page. `now` is what the newest messages lead up to. */
export function generateAccounts(now: Date): Record<AccountName, DemoAccount> {
  return {demo: smallDemoAccount(now), empty: emptyAccount, busy: busyAccount(now)};
}

const conversationsKept = 60;

/** The whole account would keep whoever opens a story waiting for seconds more. */
function smallDemoAccount(now: Date): DemoAccount {
  const account = generateDemoAccount({now});
  const lastAt = ({messages}: DemoConversation) => messages.at(-1)!.at.getTime();
  const conversations = [...account.conversations]
    .sort((a, b) => lastAt(b) - lastAt(a))
    .slice(0, conversationsKept);
  return {...account, conversations};
}

const emptyAccount: DemoAccount = {
  id: 'new-practice',
  name: 'New Practice',
  country: 'AU',
  balanceParts: 100,
  agents: [{id: 'new-agent', displayName: 'Robin Vale'}],
  senders: [
    {
      id: 'new-sender',
      kind: 'VIRTUAL',
      label: 'Front desk',
      address: '+61480000900',
      status: 'READY',
      statusReason: null,
      isDefault: true,
    },
  ],
  poolNumbers: [],
  mergeFields: [],
  templates: [],
  contacts: [],
  lists: [],
  campaigns: [],
  conversations: [],
};

const unread = 120;

/** More unread messages than the badge counts, all from one phone. */
function busyAccount(now: Date): DemoAccount {
  const sender = {...emptyAccount.senders[0]!, id: 'busy-sender', address: '+61480000901'};
  const messages = Array.from({length: unread}, (_, index): DemoMessage => ({
    id: `busy-message-${index}`,
    at: new Date(now.getTime() - (unread - index) * 60_000),
    direction: 'INBOUND',
    body: `Reading ${index + 1} of ${unread}`,
    senderId: sender.id,
    senderAddress: sender.address,
    authorId: null,
    campaignId: null,
    delivery: null,
  }));
  return {
    ...emptyAccount,
    id: 'busy-practice',
    name: 'Busy Practice',
    agents: [{id: 'busy-agent', displayName: 'Sam Tully'}],
    senders: [sender],
    conversations: [
      {
        id: 'busy-conversation',
        address: '+61480000902',
        contactId: null,
        closed: false,
        optedOutAt: null,
        unread,
        messages,
      },
    ],
  };
}
