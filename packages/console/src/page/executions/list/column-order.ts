/** Returns the ids with one moved by so many places. */
export function movedColumn(ids: readonly string[], id: string, places: number): readonly string[] {
  const others = ids.filter((each) => each !== id);
  const at = Math.max(0, Math.min(others.length, ids.indexOf(id) + places));
  return others.toSpliced(at, 0, id);
}
