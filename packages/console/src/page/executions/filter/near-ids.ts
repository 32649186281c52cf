const MOST = 8;
const LEAST_IN_COMMON = 3;

/** Returns the ids that a text may be meant to be, the likeliest first. */
export function nearIds(text: string, ids: readonly string[]): readonly string[] {
  const wanted = text.toLowerCase();
  const ranked = [...new Set(ids)].flatMap((id) => {
    const own = id.toLowerCase();
    const rank = own.includes(wanted) ? Number.POSITIVE_INFINITY : commonStart(own, wanted);
    // Half of it at least: most ids of a domain begin alike.
    return rank >= Math.max(LEAST_IN_COMMON, wanted.length / 2) ? [{ id, rank }] : [];
  });
  const order = (one: string, other: string) => one.length - other.length || one.localeCompare(other, 'en');
  return ranked
    .toSorted((one, other) => (one.rank === other.rank ? order(one.id, other.id) : other.rank - one.rank))
    .slice(0, MOST)
    .map(({ id }) => id);
}

/** Returns how many characters both texts start with; `one` does not start with all of `other`. */
function commonStart(one: string, other: string): number {
  return [...other].findIndex((letter, at) => letter !== one[at]);
}
