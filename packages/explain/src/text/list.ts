const MOST = 3;

/** Joins what a sentence lists: `a`, `a and b`, `a, b, c and 4 more`. */
export function listed(items: readonly string[]): string {
  const shown = items.length <= MOST + 1 ? [...items] : [...items.slice(0, MOST), `${items.length - MOST} more`];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** Returns a name in quotes, so that an odd one is seen as a name. */
export function quoted(name: string): string {
  return `"${name}"`;
}
