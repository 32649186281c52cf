const MAX_PAGE_SIZE = 1000;

/** How many characters of items a page holds, up to 3 MB: 1000 of the largest events are 400 MB. */
export const LONGEST_PAGE = 2 ** 20;

/** Returns how many items a page holds at most. */
export function pageSize(maximumPageSize: number | undefined): number {
  return maximumPageSize || MAX_PAGE_SIZE;
}

/** Cuts rows to a page: the JSON text of its items, and its last row if more rows follow. */
export function cutPage<Row>(
  rows: readonly Row[],
  size: number,
  write: (row: Row) => object,
): { readonly items: string; readonly last: Row | undefined } {
  const items: string[] = [];
  let length = 0;
  for (const row of rows.slice(0, size)) {
    const item = JSON.stringify(write(row));
    length += item.length;
    if (length > LONGEST_PAGE && items.length > 0) break;
    items.push(item);
  }
  return { items: `[${items.join(',')}]`, last: items.length < rows.length ? rows[items.length - 1] : undefined };
}
