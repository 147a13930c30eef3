/** Synthetic SMS, the same in each run. Each text ends with "[id]", by which a row on screen is recognised. */
const FIRST_TIME = 1_700_000_000_000;
const words = (text) => text.split(' ');
const WORDS = words(
  'hi ok thanks please call me when you can the appointment is confirmed for tomorrow at noon our driver will arrive ' +
    'between nine and eleven your order has shipped reply YES to confirm or NO to cancel I am running late see you ' +
    'soon could we move it to Friday the invoice is attached great news we found the part and it should be in stock ' +
    'next week let us know if that works sorry about the delay traffic was terrible today',
);
const FIRST_NAMES = words(
  'Ana Ben Chloe Dan Eva Felix Grace Hugo Ivy Jack Kira Liam Mia Noah Olga Paul Rosa Sam Tara Uma Victor Wendy Zoe',
);
const LAST_NAMES = words(
  'Adams Brown Clark Davis Evans Flores Green Hill Ito Jones King Lopez Moore Nguyen Ortiz Park Reed Silva Turner',
);

/** The generator mulberry32. */
function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = (random, list) => list[Math.floor(random() * list.length)];

/** Mostly short, as SMS are. */
function textOf(random, shortest = 20, longest = 300) {
  const length = shortest + Math.floor((longest - shortest) * random() ** 2.2);
  let text = '';
  while (text.length < length) text += (text ? ' ' : '') + pick(random, WORDS);
  return text[0].toUpperCase() + text.slice(1);
}

/** Messages with ids from `from` on, oldest first. */
export function messages(count, {from = 0, seed = 1} = {}) {
  const random = randomFrom(seed * 7919 + 13);
  return Array.from({length: count}, (_, i) => {
    const id = from + i;
    const dir = random() < 0.5 ? 'in' : 'out';
    return {id, dir, text: `${textOf(random)} [${id}]`, at: FIRST_TIME + id * 61_000, status: 'delivered'};
  });
}

/** Conversations, newest activity first. */
export function conversations(count, seed = 2) {
  const random = randomFrom(seed * 104_729 + 7);
  return Array.from({length: count}, (_, i) => ({
    id: `c${i}`,
    name: `${pick(random, FIRST_NAMES)} ${pick(random, LAST_NAMES)}`,
    number: `+1555${String(Math.floor(random() * 1e7)).padStart(7, '0')}`,
    preview: `${textOf(random, 20, 90)} [c${i}]`,
    at: FIRST_TIME - i * 90_000,
    unread: random() < 0.2 ? Math.ceil(random() * 9) : 0,
  }));
}
