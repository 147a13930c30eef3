import {clinicDay, clinicTime} from './clock.js';
import {CLINICS, DENTISTS, DOCTORS} from './practice.js';
import type {Random} from './random.js';

const CHILDREN = ['Ollie', 'Maeve', 'Theo', 'Juniper', 'Kai', 'Nell', 'Arlo', 'Sunny', 'Ida', 'Bruno'];
const STREETS = [
  'Pelican Street',
  'Fig Tree Road',
  'Anchor Lane',
  'Mangrove Drive',
  'Banksia Court',
  'Jetty Road',
];

/** What a scene is about: who takes part, and when. */
export interface Setting {
  readonly locale: string;
  /** When it begins; the days it speaks of come after. */
  readonly at: Date;
  /** What they call themselves. */
  readonly me: string;
  /** What we call them. */
  readonly first: string;
  /** Who writes for us. */
  readonly agent: string;
}

/** Answers what stands for `$name` in a scene; the same name is the same thing until the scene ends. */
export function slotsFor({locale, at, me, first, agent}: Setting, random: Random): (name: string) => string {
  const code = (length: number) =>
    Array.from({length}, () => random.pick([...'23456789abcdefghjkmnpqrstuvwxyz'])).join('');
  const morning = random.chance(0.5);
  const makers: Record<string, () => string> = {
    me: () => me,
    first: () => first,
    agent: () => agent,
    doctor: () => random.pick(DOCTORS),
    dentist: () => random.pick(DENTISTS),
    clinic: () => random.pick(CLINICS),
    day: () => clinicDay(at, random.int(2, 6), locale, 'weekday'),
    date: () => clinicDay(at, random.int(7, 20), locale, 'date'),
    time: () => clinicTime(morning ? random.int(8, 10) : random.int(12, 13), random.int(0, 5) * 10, locale),
    later: () => clinicTime(morning ? random.int(11, 13) : random.int(14, 16), random.int(0, 5) * 10, locale),
    minutes: () => String(random.pick([5, 10, 10, 15, 15, 20, 25])),
    price: () => `$${random.pick([38, 45, 62, 79, 85, 120, 145, 160, 220, 340])}`,
    child: () => random.pick(CHILDREN),
    street: () => random.pick(STREETS),
    initial: () => random.pick([...'ABCDEFGHJKLMNPRSTVW']),
    case: () => `${random.pick(['R', 'R', 'K', 'M'])}-${random.int(1042, 9870)}`,
    code: () => code(6),
  };
  const known = new Map<string, string>();
  return (name) => {
    const make = makers[name];
    if (!make) throw new SyntaxError(`no such slot: $${name}`);
    if (!known.has(name)) known.set(name, make());
    return known.get(name)!;
  };
}
