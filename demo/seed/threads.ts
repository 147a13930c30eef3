import {MINUTE} from './clock.js';
import type {Role} from './cast.js';
import {createChannel, sideOf} from './channel.js';
import type {OurSide} from './channel.js';
import {notices, personalNotes} from './content/notices.js';
import {converse, createDeck, play} from './dialogue.js';
import type {Turn} from './dialogue.js';
import {AGENTS} from './practice.js';
import type {Random} from './random.js';
import type {Scene} from './script.js';
import type {DemoAgent} from './types.js';

/** Something said in a thread, by whom and through which of our sender IDs. */
export interface Said extends OurSide {
  readonly by: 'them' | 'us';
  readonly text: string;
  readonly at: number;
  /** Null for theirs and for campaigns. */
  readonly agent: DemoAgent | null;
  readonly campaignId: string | null;
}

/** A thread while it is being written; campaigns and opt-outs still change it. */
export interface Thread {
  readonly role: Role;
  said: Said[];
  optedOutAt: number | null;
}

export function pickAgent(random: Random): DemoAgent {
  return AGENTS[Number(random.weighted({0: 45, 1: 35, 2: 20}))]!;
}

export function writeThread(role: Role, random: Random): Thread {
  const turns = converse(
    role.person,
    {
      scenes: createDeck(role.scenes, random),
      size: role.size,
      from: role.from,
      to: role.to,
      unanswered: role.unread,
      agent: () => pickAgent(random),
    },
    random,
  );
  const said = throughSenders(turns, random);
  if (role.kind === 'patient') {
    if (random.chance(0.2)) said.push(...aside(notices, 'sender-name', role, random));
    if (role.person.saved && random.chance(0.02)) {
      said.push(...aside(personalNotes, 'sender-personal', role, random));
    }
  }
  return {role, said: inOrder(said), optedOutAt: null};
}

/** Gives each turn our side of it. */
export function throughSenders(turns: readonly Turn[], random: Random, first?: OurSide): Said[] {
  const channel = createChannel(random);
  let side = first ?? channel.outbound(true);
  let previous = 0;
  return turns.map(({by, text, at, agent}) => {
    const isNewSubject = at - previous > 12 * 60 * MINUTE;
    previous = at;
    if (!first) side = by === 'us' ? channel.outbound(isNewSubject) : channel.inbound();
    return {by, text, at, agent: by === 'us' ? agent : null, campaignId: null, ...side};
  });
}

export function inOrder(said: readonly Said[]): Said[] {
  return [...said].sort((a, b) => a.at - b.at);
}

/** A message beside the conversation, somewhere in the middle of it, that can't be answered. */
function aside(scenes: readonly Scene[], senderId: string, {person, from, to}: Role, random: Random): Said[] {
  const at = Math.round(from + (to - from) * (0.2 + 0.7 * random.next()));
  const [turn] = play(random.pick(scenes), person, pickAgent(random), at, random);
  return turn ? [{...turn, campaignId: null, ...sideOf(senderId, random)}] : [];
}
