/** What one page of a listing brought. */
export interface ModelPage<Model> {
  /** The results on it, in the order of the listing; a page may be short, and even empty, while more follow. */
  readonly items: readonly Model[];
  /** What `resume()` goes on from after this page; absent where the listing ends with it. */
  readonly nextPageToken?: string | undefined;
}

/** The pages up to the limit; those after it are not asked for. */
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
