import {MINUTE, whenOpen} from './clock.js';
import type {Random} from './random.js';
import {createChooser, expand} from './script.js';
import type {Scene} from './script.js';
import {slotsFor} from './slots.js';
import {typed} from './style.js';
import type {TypingStyle} from './style.js';
import type {DemoAgent} from './types.js';

/** Somebody we write with. */
export interface Person {
  readonly locale: string;
  /** What they call themselves; null for a business and for strangers. */
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly address: string;
  /** Whether we have them as a contact, and so know the name. */
  readonly saved: boolean;
  readonly style: TypingStyle;
  /** What we call somebody whose name we do not know. */
  readonly stranger: string;
}

/** Something said, before it has an id, a sender ID and a fate. */
export interface Turn {
  readonly by: 'them' | 'us';
  readonly text: string;
  readonly at: number;
  /** Who wrote it for us. */
  readonly agent: DemoAgent;
}

/** A stack of scenes that is shuffled again only when all have been played. */
export function createDeck(scenes: readonly Scene[], random: Random): () => Scene {
  let rest: Scene[] = [];
  return () => {
    if (rest.length === 0) rest = random.shuffle(scenes);
    return rest.pop()!;
  };
}

/** Plays one scene from a moment on. */
export function play(
  scene: Scene,
  person: Person,
  agent: DemoAgent,
  startsAt: number,
  random: Random,
): Turn[] {
  const slot = slotsFor(
    {
      locale: person.locale,
      at: new Date(startsAt),
      me: person.firstName ?? '',
      first: (person.saved && person.firstName) || person.stranger,
      agent: agent.displayName.split(' ')[0]!,
    },
    random,
  );
  const choose = createChooser(random);
  const turns: Turn[] = [];
  let at = startsAt;
  let waited = true;
  for (const step of scene) {
    if (step.kind === 'pause') {
      at += step.minutes * MINUTE * (0.8 + 0.4 * random.next());
      waited = true;
      continue;
    }
    if (step.optional && !random.chance(0.6)) continue;
    const text = expand(step.text, choose, slot);
    if (!text) continue;
    if (!waited) {
      const sameSide = turns.at(-1)?.by === step.by;
      // Nobody types faster than this, and the longer the text the longer it takes.
      const typing = 5_000 + text.length * 180;
      at += typing + random.exponential(sameSide ? 30_000 : 5 * MINUTE);
    }
    waited = false;
    const english = person.locale.startsWith('en');
    turns.push({
      by: step.by,
      text: step.by === 'them' && english ? typed(text, person.style, random) : text,
      at,
      agent,
    });
  }
  return turns;
}

export interface DialoguePlan {
  readonly scenes: () => Scene;
  /** About how many messages. */
  readonly size: number;
  readonly from: number;
  /** When the last message was said. */
  readonly to: number;
  /** Whether it ends on something that nobody has answered. */
  readonly unanswered: boolean;
  /** Who writes for us, scene by scene. */
  readonly agent: () => DemoAgent;
}

/** A whole thread: scenes at the practice's opening hours, closer together towards the end. */
export function converse(person: Person, plan: DialoguePlan, random: Random): Turn[] {
  const played: Turn[][] = [];
  let count = 0;
  for (const startsAt of sceneStarts(plan, random)) {
    const turns = play(plan.scenes(), person, plan.agent(), startsAt, random);
    played.push(turns);
    count += turns.length;
    if (count >= plan.size) break;
  }
  played.reverse();
  if (plan.unanswered) endUnanswered(played, random);
  return settle(played, plan.to);
}

/** When scenes might begin, latest first, without end: the longer ago, the further apart. */
function* sceneStarts({from, to, size}: DialoguePlan, random: Random): Generator<number> {
  const meanGap = (to - from) / Math.max(1, size / 3);
  let at = to;
  let stretch = 0.4;
  for (;;) {
    yield at;
    at = whenOpen(at - 20 * MINUTE - random.exponential(meanGap * stretch));
    stretch = Math.min(1, stretch + 0.05);
  }
}

/** Takes away our last words, so that theirs stay the last. */
function endUnanswered(played: Turn[][], random: Random): void {
  const lastTheirs = () => played.at(-1)?.findLastIndex((turn) => turn.by === 'them') ?? -1;
  while (played.length > 1 && lastTheirs() < 0) played.pop();
  const last = played.at(-1)!;
  const firstTheirs = last.findIndex((turn) => turn.by === 'them');
  if (firstTheirs < 0) return;
  const keepThrough = random.chance(0.5) ? lastTheirs() : firstTheirs;
  // Someone who writes twice in a row is cut after the second.
  const twice = last[keepThrough + 1]?.by === 'them' ? 1 : 0;
  last.splice(keepThrough + 1 + twice);
}

/** Moves scenes back in time until none runs into the next, and the last one ends when it should. */
function settle(played: Turn[][], to: number): Turn[] {
  let limit = to;
  for (let i = played.length - 1; i >= 0; i--) {
    const turns = played[i]!;
    const end = turns.at(-1)?.at ?? limit;
    const shift = i === played.length - 1 ? end - to : Math.max(0, end - limit);
    played[i] = turns.map((turn) => ({...turn, at: Math.round(turn.at - shift)}));
    limit = (played[i]!.at(0)?.at ?? limit) - 4 * MINUTE;
  }
  return played.flat();
}
