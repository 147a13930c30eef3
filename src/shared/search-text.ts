/** As hosts take it: control characters, which come with what is pasted, are blanks. */
export function searchText(typed: string): string {
  return typed.replace(/\p{Cc}+/gu, ' ').trim();
}
