/** An id, with a number behind it where the item is not the first attempt under that id. */
export function label<Item>(id: string, attempts: readonly Item[], item: Item): string {
  const index = attempts.indexOf(item);
  return index > 0 ? `${id} #${index + 1}` : id;
}
