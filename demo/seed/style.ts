import type {Random} from './random.js';

/** How somebody types: phones and people differ more than words do. */
export type TypingStyle = 'plain' | 'lower' | 'curly' | 'emoji';

export function pickTypingStyle(random: Random): TypingStyle {
  return random.weighted({plain: 45, lower: 25, curly: 20, emoji: 10});
}

const FACES = ['😊', '🙏', '😅', '👍', '❤️', '😂', '🙂', '✨', '🙈', '🌞'];

/** The text as that person would have typed it. */
export function typed(text: string, style: TypingStyle, random: Random): string {
  if (text.includes('://') || text === text.toUpperCase()) return text;
  switch (style) {
    case 'plain':
      return text;
    case 'lower':
      return text.toLowerCase().replace(/(?<!\.)\.$/, '');
    case 'curly':
      // What phones make of straight quotes, and what turns a GSM text into Unicode.
      return text.replace(/"([^"]*)"/g, '“$1”').replaceAll("'", '’');
    case 'emoji':
      return /\p{Extended_Pictographic}$/u.test(text) || !random.chance(0.3)
        ? text
        : `${text} ${random.pick(FACES)}`;
  }
}
