const MOST_LISTED = 3;
const LONGEST_QUOTED = 200;

/** Returns a count with its noun, in the plural unless it is one: `1 task`, `14 tasks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/** Joins what a sentence lists: `a`, `a and b`, `a, b, c and 4 more`. */
export function listed(items: readonly string[]): string {
  const shown =
    items.length <= MOST_LISTED + 1
      ? [...items]
      : [...items.slice(0, MOST_LISTED), `${items.length - MOST_LISTED} more`];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** Returns a name in quotes, so that an odd one is seen as a name. */
export function quoted(name: string): string {
  return `"${name}"`;
}

/** Returns text from a payload or reason on one line, truncated. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > LONGEST_QUOTED ? `${characters.slice(0, LONGEST_QUOTED - 1).join('')}…` : line;
}
