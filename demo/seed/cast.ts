import {dentalLab, pharmacy, roster, transport} from './content/partners.js';
import {unanswered} from './content/notices.js';
import {oddities} from './content/oddities.js';
import {DAY, MINUTE, daysBefore, whenOpen} from './clock.js';
import type {Person} from './dialogue.js';
import type {NumberPool} from './numbers.js';
import {COMMUNITIES} from './people.js';
import type {Community} from './people.js';
import type {Random} from './random.js';
import type {Scene} from './script.js';
import {pickTypingStyle} from './style.js';

/** Somebody with a thread: who, about what, how much, since when, and until when. */
export interface Role {
  readonly kind: 'patient' | 'partner' | 'unreachable' | 'oddity';
  readonly person: Person;
  readonly scenes: readonly Scene[];
  readonly size: number;
  readonly from: number;
  readonly to: number;
  /** Whether the thread ends on something that nobody has read. */
  readonly unread: boolean;
}

type TakeNumber = (pool: NumberPool) => string;

/** The businesses that the practice writes with every day; the threads that a list must still scroll smoothly. */
const PARTNERS = [
  {
    firstName: 'Petra',
    lastName: 'Novak (Reef Ceramics)',
    scenes: dentalLab,
    size: 2900,
    minutesAgo: 11,
    unread: true,
  },
  {
    firstName: null,
    lastName: 'Pandanus Pharmacy',
    scenes: pharmacy,
    size: 2050,
    minutesAgo: 34,
    unread: false,
  },
  {
    firstName: 'Col',
    lastName: 'Wheeler (transport)',
    scenes: transport,
    size: 1350,
    minutesAgo: 3,
    unread: true,
  },
  {firstName: 'Dee', lastName: 'Santos (roster)', scenes: roster, size: 1050, minutesAgo: 95, unread: false},
] as const;

/** Everybody, those with the newest messages first. */
export function castRoles(now: Date, takeNumber: TakeNumber, random: Random): Role[] {
  const partners = PARTNERS.map(({firstName, lastName, scenes, size, minutesAgo, unread}): Role => {
    const person = {...english(takeNumber('AU'), random), firstName, lastName, saved: true};
    const to = now.getTime() - minutesAgo * MINUTE;
    return {kind: 'partner', person, scenes, size, from: to - 310 * DAY, to, unread};
  });
  return [
    ...partners,
    ...castPatients(now, takeNumber, random),
    ...castUnreachable(now, takeNumber, random),
    ...castOddities(now, takeNumber, random),
  ];
}

function castPatients(now: Date, takeNumber: TakeNumber, random: Random): Role[] {
  const [locals, ...others] = COMMUNITIES as [Community, ...Community[]];
  const members = (community: Community) => {
    const names = nameSource(community, random);
    return Array.from({length: community.size}, () => ({community, ...names()}));
  };
  // The locals are the ones who wrote today: theirs are the numbers that a visitor of the demo meets first.
  const patients = [...members(locals), ...random.shuffle(others.flatMap(members))];
  const order = random.shuffle(patients.slice(0, 64)).concat(patients.slice(64));
  return order.map(({community, firstName, lastName}, rank): Role => {
    const person: Person = {
      locale: community.locale,
      firstName,
      lastName,
      address: takeNumber(community.pool),
      saved: random.chance(0.72),
      style: pickTypingStyle(random),
      stranger: community.stranger,
    };
    const size = threadSize(community, random);
    const to = lastWord(rank, now, random);
    const span = Math.min(700 * DAY, size * (2 + random.exponential(9)) * DAY);
    const unread = rank < 22 ? rank % 5 !== 4 : rank < 40 && rank % 4 === 0;
    return {
      kind: 'patient',
      person,
      scenes: community.scenes,
      size,
      from: Math.max(to - span, now.getTime() - 700 * DAY),
      to,
      unread,
    };
  });
}

function castUnreachable(now: Date, takeNumber: TakeNumber, random: Random): Role[] {
  const german = COMMUNITIES.find(({locale}) => locale === 'de-DE')!;
  const names = nameSource(german, random);
  return Array.from({length: 8}, (_, i): Role => {
    const person = {...english(takeNumber('doomed'), random), ...names(), saved: i !== 3};
    const to = whenOpen(daysBefore(now, 2 + i * 9, 9 + i, 12).getTime());
    return {
      kind: 'unreachable',
      person,
      scenes: unanswered,
      size: 1 + (i % 3) * 2,
      from: to - 9 * DAY,
      to,
      unread: false,
    };
  });
}

function castOddities(now: Date, takeNumber: TakeNumber, random: Random): Role[] {
  return oddities.map((scene, i): Role => {
    const person = {...english(takeNumber('US'), random), firstName: null, lastName: null};
    const to = whenOpen(now.getTime() - (1 + i * i) * DAY - random.int(0, 200) * MINUTE);
    const unread = i < 2;
    return {kind: 'oddity', person, scenes: [scene], size: 1, from: to - DAY, to, unread};
  });
}

function english(address: string, random: Random): Person {
  const name = {firstName: null, lastName: null};
  return {locale: 'en-AU', ...name, address, saved: false, style: pickTypingStyle(random), stranger: 'there'};
}

/** Pairs of names, none twice as long as there are others. */
export function nameSource({firstNames, lastNames}: Community, random: Random) {
  const first = random.shuffle(firstNames);
  const last = random.shuffle(lastNames);
  let taken = 0;
  return () => {
    const round = Math.floor(taken / first.length);
    const name = {
      firstName: first[taken % first.length]!,
      lastName: last[(taken + round * 7) % last.length]!,
    };
    taken++;
    return name;
  };
}

/** Most threads are short, some go on for years. Only English has scenes enough for those. */
function threadSize({locale}: Community, random: Random): number {
  if (!locale.startsWith('en')) return random.chance(0.4) ? random.int(3, 9) : random.int(10, 28);
  const length = random.weighted({short: 22, usual: 36, long: 27, years: 15});
  switch (length) {
    case 'short':
      return random.int(2, 8);
    case 'usual':
      return random.int(9, 30);
    case 'long':
      return random.int(31, 80);
    case 'years':
      return random.int(130, 420);
  }
}

/** When the person at this place of the list last wrote or was written to. */
function lastWord(rank: number, now: Date, random: Random): number {
  if (rank < 22) return now.getTime() - (4 + rank * 17 + random.int(0, 12)) * MINUTE;
  const days =
    rank < 64 ? 1 + random.next() * 3 : rank < 160 ? 4 + random.next() * 20 : 24 + random.exponential(90);
  return whenOpen(now.getTime() - Math.min(690, days) * DAY - random.int(0, 59) * MINUTE);
}
