/** Returns the id, with the number of the attempt from the second on. */
export function label<Item>(id: string, attempts: readonly Item[], item: Item): string {
  const index = attempts.indexOf(item);
  return index > 0 ? `${id} #${index + 1}` : id;
}
