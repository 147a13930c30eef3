import type {Random} from './random.js';

/** One step of a scene: something said by a side, or time that passes. */
export type Step =
  | {readonly kind: 'said'; readonly by: 'them' | 'us'; readonly text: string; readonly optional: boolean}
  | {readonly kind: 'pause'; readonly minutes: number};

/** A short exchange about one thing, from the first message to the last. */
export type Scene = readonly Step[];

const MINUTES = {m: 1, h: 60, d: 24 * 60} as const;

/**
 * Reads scenes as they are written in content/: one message a line, scenes apart by blank lines.
 *
 *     > said by the patient
 *     < said by the practice
 *     >? said only sometimes
 *     ~ 2h
 *
 * Inside a message, `{a|b}` is a choice, `$name` a slot and `\n` a line break.
 */
export function scenes(source: string): Scene[] {
  return source
    .trim()
    .split(/\n\s*\n/)
    .map((scene) => scene.split('\n').map(readStep));
}

function readStep(line: string): Step {
  const pause = /^\s*~ (\d+)([mhd])$/.exec(line);
  if (pause) return {kind: 'pause', minutes: Number(pause[1]) * MINUTES[pause[2] as keyof typeof MINUTES]};
  const said = /^\s*([<>])(\??) (.+)$/.exec(line);
  if (!said) throw new SyntaxError(`not a line of a scene: ${line}`);
  return {
    kind: 'said',
    by: said[1] === '>' ? 'them' : 'us',
    optional: said[2] === '?',
    text: said[3]!.replaceAll('\\n', '\n'),
  };
}

/**
 * How choices fall while one scene is played. Choices of the same number of alternatives, from three on, fall the
 * same way throughout: so the third question gets the third answer.
 */
export function createChooser(random: Random): (alternatives: readonly string[]) => string {
  const fallen = new Map<number, number>();
  return (alternatives) => {
    const count = alternatives.length;
    if (count < 3) return random.pick(alternatives);
    if (!fallen.has(count)) fallen.set(count, random.int(0, count - 1));
    return alternatives[fallen.get(count)!]!;
  };
}

/** Makes one message of a line: takes a choice in each `{a|b}`, innermost first, and fills the slots. */
export function expand(
  text: string,
  choose: (alternatives: readonly string[]) => string,
  slot: (name: string) => string,
): string {
  let chosen = text;
  for (let previous = ''; chosen !== previous;) {
    previous = chosen;
    chosen = chosen.replace(/\{([^{}]*)\}/g, (_, choices: string) => choose(choices.split('|')));
  }
  const filled = chosen.replace(/\$([a-z]+)/g, (_, name: string) => slot(name));
  // An empty slot (the name of someone who is no contact) or choice leaves its spaces behind.
  return filled
    .replace(/ +([,،])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}
