import {resolveMergeFields} from '../../src/sms/index.js';
import {MINUTE, daysBefore} from './clock.js';
import {sideOf} from './channel.js';
import {campaignReplies, optBackIn, optOuts} from './content/campaign-replies.js';
import {play} from './dialogue.js';
import {MERGE_FIELDS} from './practice.js';
import type {Random} from './random.js';
import {inOrder, pickAgent, throughSenders} from './threads.js';
import type {Thread} from './threads.js';
import type {DemoCampaign, DemoContact, DemoList} from './types.js';

interface CampaignPlan {
  readonly id: string;
  readonly name: string;
  readonly list: string;
  readonly senderId: string;
  readonly daysAgo: number;
  readonly body: string;
  /** The share of people who answer; none can where the sender takes no replies. */
  readonly replies: number;
  readonly optOuts: number;
}

const PLANS: readonly CampaignPlan[] = [
  {
    id: 'campaign-flu-clinics',
    name: 'Flu clinics 2 weeks early',
    list: 'Everyone',
    senderId: 'sender-main',
    daysAgo: 196,
    body: 'Hi {{first_name|there}}, flu vaccines are here two weeks early. Walk in at {{clinic|Harbour Street}} any weekday morning, or reply YES and we will keep you a time. Reply STOP to opt out.',
    replies: 0.34,
    optOuts: 3,
  },
  {
    id: 'campaign-dental-recall',
    name: 'Dental recall, winter',
    list: 'Dental recall',
    senderId: 'sender-dental',
    daysAgo: 83,
    body: 'Hi {{first_name|there}}, it has been six months since your last check-up and clean. Reply with a day that suits, or book at https://lanternbay.example/b. STOP to opt out.',
    replies: 0.4,
    optOuts: 2,
  },
  {
    id: 'campaign-level-two',
    name: 'Dental moves to level 2',
    list: 'Dental recall',
    senderId: 'sender-name',
    daysAgo: 31,
    body: 'Lantern Bay: our dentists have moved one floor up, to level 2 at Harbour Street. The lift is left of the entrance. No replies to this name, please ring us.',
    replies: 0,
    optOuts: 0,
  },
  {
    id: 'campaign-travel',
    name: 'Travel vaccines before the holidays',
    list: 'Travel clinic',
    senderId: 'sender-main',
    daysAgo: 13,
    body: 'Hi {{first_name|there}}, flying out soon? Most travel vaccines need four weeks. Reply YES and {{doctor}}’s nurse will find you a time ✈️ STOP to opt out.',
    replies: 0.4,
    optOuts: 1,
  },
  {
    id: 'campaign-iron',
    name: 'Iron clinic Wednesday',
    list: 'Iron clinic',
    senderId: 'sender-shared',
    daysAgo: 3,
    body: 'Hi {{first_name}}, the iron clinic at Point Ansell has four free chairs this Wednesday. Would you like one?',
    replies: 0.5,
    optOuts: 0,
  },
];

const SYNTAX = {open: '{{', close: '}}', fallback: '|'};

/** The lists that campaigns go to, out of people who have a thread. */
export function makeLists(contacts: readonly DemoContact[], random: Random): DemoList[] {
  const some = (count: number) => random.shuffle(contacts).slice(0, count);
  const list = (name: string, members: readonly DemoContact[]): DemoList => ({
    id: `list-${name.toLowerCase().replaceAll(' ', '-')}`,
    name,
    contactIds: members.map(({id}) => id),
  });
  return [
    list('Everyone', some(150)),
    list('Dental recall', some(58)),
    list('Travel clinic', some(36)),
    list('Iron clinic', some(13)),
  ];
}

/** Sends the campaigns of the past, oldest first, and lets people answer in their threads. */
export function runCampaigns(
  now: Date,
  lists: readonly DemoList[],
  contacts: ReadonlyMap<string, DemoContact>,
  threads: ReadonlyMap<string, Thread>,
  random: Random,
): DemoCampaign[] {
  return PLANS.map((plan) => {
    const list = lists.find(({name}) => name === plan.list)!;
    const at = daysBefore(now, plan.daysAgo, 10, 5);
    const counts = {recipients: 0, skippedOptedOut: 0, skippedMissingValue: 0};
    let optOutsLeft = plan.optOuts;
    for (const contactId of list.contactIds) {
      const luck = random.fork();
      const contact = contacts.get(contactId)!;
      const thread = threads.get(contact.address)!;
      const {text, missing} = resolveMergeFields(plan.body, {
        syntax: SYNTAX,
        knownKeys: MERGE_FIELDS.map(({key}) => key),
        values: valuesOf(contact),
      });
      if (thread.optedOutAt !== null && thread.optedOutAt < at.getTime()) counts.skippedOptedOut++;
      else if (missing.length > 0) counts.skippedMissingValue++;
      else {
        const sentAt = at.getTime() + counts.recipients++ * 150;
        const leaves =
          optOutsLeft > 0 && !thread.role.unread && thread.optedOutAt === null && luck.chance(0.2);
        if (leaves) optOutsLeft--;
        answer(thread, plan, text, sentAt, leaves, luck);
      }
    }
    return {
      id: plan.id,
      name: plan.name,
      listId: list.id,
      senderId: plan.senderId,
      body: plan.body,
      at,
      ...counts,
    };
  });
}

function answer(
  thread: Thread,
  plan: CampaignPlan,
  text: string,
  sentAt: number,
  leaves: boolean,
  random: Random,
): void {
  const {role} = thread;
  const side = sideOf(plan.senderId, random);
  thread.said.push({by: 'us', text, at: sentAt, agent: null, campaignId: plan.id, ...side});
  const startsAt = Math.round(sentAt + MINUTE + random.exponential(40 * MINUTE));
  // Only people of whom we know that they read English answer an English campaign.
  const replies = random.chance(plan.replies) && role.person.locale.startsWith('en');
  if (leaves || replies) {
    const changesMind = !leaves && random.chance(0.03);
    const scene = random.pick(leaves ? optOuts : changesMind ? optBackIn : campaignReplies);
    const turns = play(scene, role.person, pickAgent(random), startsAt, random);
    thread.said.push(...throughSenders(turns, random, side));
    if (leaves) {
      const stoppedAt = turns.at(-1)!.at;
      thread.optedOutAt = stoppedAt;
      thread.said = thread.said.filter((said) => said.at <= stoppedAt);
    }
  }
  thread.said = inOrder(thread.said);
}

/** Merge field values of a contact, names included. */
function valuesOf({firstName, lastName, fields}: DemoContact): Map<string, string> {
  const names = Object.entries({first_name: firstName, last_name: lastName});
  return new Map(
    [...names, ...Object.entries(fields)].filter((entry): entry is [string, string] => !!entry[1]),
  );
}
