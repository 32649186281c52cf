/** One page of a listing. */
export interface ModelPage<Model> {
  /** The results in the order of the listing; a page may be short or empty while more follow. */
  readonly items: readonly Model[];
  /** The token for `resume()`; absent on the last page. */
  readonly nextPageToken?: string | undefined;
}

/** Yields the pages up to the limit, and requests none after it. */
export async function* cutAt<Model>(
  limit: number | undefined,
  pages: AsyncIterable<ModelPage<Model>>,
): AsyncGenerator<ModelPage<Model>, void, void> {
  let wanted = limit ?? Number.POSITIVE_INFINITY;
  if (wanted === 0) return;
  for await (const page of pages) {
    const items = Object.freeze(page.items.slice(0, wanted));
    wanted -= items.length;
    const { nextPageToken } = page;
    yield Object.freeze(wanted > 0 && nextPageToken ? { items, nextPageToken } : { items });
    if (wanted === 0) return;
  }
}
