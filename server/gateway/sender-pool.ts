/** The number of the pool that this recipient always gets, as long as the pool stays: their thread keeps one number. */
export function chooseFromPool(pool: readonly string[], recipient: string): string | undefined {
  let sum = 0;
  for (const character of recipient) sum = (sum * 31 + character.codePointAt(0)!) % 1_000_003;
  return pool[sum % pool.length];
}
