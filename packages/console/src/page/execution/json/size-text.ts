/** Formats a number of characters: `42 characters`, `12 kB`. */
export function sizeText(length: number): string {
  if (length < 1000) return length === 1 ? '1 character' : `${length} characters`;
  return length < 1_000_000 ? `${Math.round(length / 1000)} kB` : `${Math.round(length / 100_000) / 10} MB`;
}
