import {castRoles, nameSource} from './cast.js';
import type {Role} from './cast.js';
import {makeLists, runCampaigns} from './campaigns.js';
import {clinicDay, clinicTime} from './clock.js';
import {deliveryOf, lostTrackOf} from './delivery.js';
import {createNumberSource} from './numbers.js';
import {COMMUNITIES} from './people.js';
import {
  AGENTS,
  CLINICS,
  DOCTORS,
  MERGE_FIELDS,
  OWN_NUMBERS,
  POOL_NUMBERS,
  PRACTICE,
  SENDERS,
  SPARE_NUMBERS,
  TEMPLATES,
} from './practice.js';
import {createRandom} from './random.js';
import type {Random} from './random.js';
import {writeThread} from './threads.js';
import type {Said, Thread} from './threads.js';
import type {DemoAccount, DemoContact, DemoConversation, DemoMessage} from './types.js';

export interface GenerateOptions {
  /** The moment that the newest messages lead up to. */
  readonly now: Date;
  /** Another seed is another account. */
  readonly seed?: number;
}

/** Threads that have ended and are off the list. */
const CLOSED = 20;
/** Messages of which the host lost track. */
const LOST = 2;
/** Saved contacts that nobody has written to yet. */
const SILENT_CONTACTS = 24;

/** Writes the demo account. Pure: the same options give the same account, to the last id; at another
 * moment, the same people say the same. */
export function generateDemoAccount({now, seed = 20_260_401}: GenerateOptions): DemoAccount {
  const random = createRandom(seed);
  const takeNumber = createNumberSource(random, [...OWN_NUMBERS, ...SPARE_NUMBERS]);
  const roles = castRoles(now, takeNumber, random);
  const threads = new Map(roles.map((role) => [role.person.address, writeThread(role, random.fork())]));

  const known = roles.filter(({person}) => person.saved);
  const withThread = known.map((role) => contactOf(role, now, random.fork()));
  const contacts = [...withThread, ...silentContacts(now, takeNumber, random)];
  const contactsById = new Map(contacts.map((contact) => [contact.id, contact]));
  const patients = withThread.filter(({address}) => threads.get(address)!.role.kind === 'patient');
  const lists = makeLists(patients, random);
  const campaigns = runCampaigns(now, lists, contactsById, threads, random);

  stopTwoStrangers([...threads.values()], random);
  const contactIds = new Map(contacts.map(({address, id}) => [address, id]));
  const conversations = [...threads.values()].map((thread) =>
    conversationOf(thread, contactIds.get(thread.role.person.address) ?? null, now, random.fork()),
  );
  return {
    ...PRACTICE,
    agents: AGENTS,
    senders: SENDERS,
    poolNumbers: POOL_NUMBERS,
    mergeFields: MERGE_FIELDS,
    templates: TEMPLATES,
    contacts,
    lists,
    campaigns,
    conversations: loseTrack(closeSome(conversations, now), random),
  };
}

function contactOf({kind, person}: Role, now: Date, random: Random): DemoContact {
  const {firstName, lastName, address} = person;
  const company = /\((.+)\)$/.exec(lastName ?? '')?.[1] ?? lastName ?? '';
  const fields = kind === 'partner' ? {company} : patientFields(now, random);
  return {id: random.uuid(), firstName, lastName, address, fields};
}

/** Some values are missing, as in every real list. */
function patientFields(now: Date, random: Random): Record<string, string> {
  const fields: Record<string, string> = {};
  if (random.chance(0.9)) fields['clinic'] = random.pick(CLINICS);
  if (random.chance(0.82)) fields['doctor'] = random.pick(DOCTORS);
  if (random.chance(0.6)) {
    const days = random.int(1, 40);
    fields['appointment_date'] = (['weekday', 'date'] as const)
      .map((style) => clinicDay(now, days, 'en-AU', style))
      .join(' ');
    fields['appointment_time'] = clinicTime(random.int(8, 16), random.int(0, 5) * 10, 'en-AU');
  }
  return fields;
}

function silentContacts(now: Date, takeNumber: (pool: 'US') => string, random: Random): DemoContact[] {
  const names = nameSource(COMMUNITIES[0]!, random);
  return Array.from({length: SILENT_CONTACTS}, () => ({
    id: random.uuid(),
    ...names(),
    address: takeNumber('US'),
    fields: patientFields(now, random),
  }));
}

/** Opting out is not only for campaigns. */
function stopTwoStrangers(threads: readonly Thread[], random: Random): void {
  const fromLongAgo = threads.filter(
    ({role}) => role.kind === 'patient' && !role.person.saved && !role.unread,
  );
  for (const thread of random.shuffle(fromLongAgo).slice(0, 2)) {
    const last = thread.said.at(-1)!;
    const at = last.at + 45_000;
    thread.said.push({...last, by: 'them', text: 'Stop', at, agent: null, campaignId: null});
    thread.optedOutAt = at;
  }
}

function conversationOf(
  {role, said, optedOutAt}: Thread,
  contactId: string | null,
  now: Date,
  random: Random,
) {
  const {address} = role.person;
  const messages = said.map((one) => messageOf(one, address, now, random));
  const lastOurs = messages.findLastIndex(({direction}) => direction === 'OUTBOUND');
  return {
    id: random.uuid(),
    address,
    contactId,
    closed: false,
    optedOutAt: optedOutAt === null ? null : new Date(optedOutAt),
    unread: role.unread ? messages.length - 1 - lastOurs : 0,
    messages,
  };
}

function messageOf(said: Said, address: string, now: Date, random: Random): DemoMessage {
  const at = new Date(said.at);
  const outbound = said.by === 'us';
  const delivery = outbound ? deliveryOf(address, at, random) : null;
  return {
    id: random.uuid(),
    at,
    direction: outbound ? 'OUTBOUND' : 'INBOUND',
    body: said.text,
    senderId: said.senderId,
    senderAddress: said.senderAddress,
    authorId: said.agent?.id ?? null,
    campaignId: said.campaignId,
    // Nothing has happened after now.
    delivery: delivery && {...delivery, at: delivery.at < now ? delivery.at : now},
  };
}

/** Puts away every other one of the threads that have been quiet for longest. */
function closeSome(conversations: readonly DemoConversation[], now: Date): DemoConversation[] {
  const lastAt = (conversation: DemoConversation) => conversation.messages.at(-1)!.at.getTime();
  const quiet = conversations
    .filter(({unread, messages}) => unread === 0 && messages.length > 1)
    .filter((conversation) => now.getTime() - lastAt(conversation) > 20 * 24 * 60 * 60_000)
    .sort((a, b) => lastAt(a) - lastAt(b))
    .filter((_, i) => i % 2 === 0)
    .slice(0, CLOSED);
  return conversations.map((conversation) =>
    quiet.includes(conversation) ? {...conversation, closed: true} : conversation,
  );
}

function loseTrack(conversations: readonly DemoConversation[], random: Random): DemoConversation[] {
  const hosts = random.shuffle(conversations.filter(({messages}) => messages.some(isByAgent))).slice(0, LOST);
  return conversations.map((conversation) => {
    if (!hosts.includes(conversation)) return conversation;
    const lost = conversation.messages.findLast(isByAgent)!;
    const messages = conversation.messages.map((message) =>
      message === lost ? {...message, delivery: lostTrackOf(message.at)} : message,
    );
    return {...conversation, messages};
  });
}

const isByAgent = ({authorId}: DemoMessage) => authorId !== null;
