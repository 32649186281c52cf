/** An answer of SWF that may have more pages. */
export interface Page {
  readonly nextPageToken?: string | undefined;
}

/**
 * Walks SWF's pages: yields each answer and asks for the next only when the reader wants it.
 *
 * The end is told by the token alone; a page may be short or empty while more follow.
 *
 * @example
 * for await (const page of pages((nextPageToken) => send(new ListDomainsCommand({ ...query, nextPageToken }), context))) ...
 */
export async function* pages<Answer extends Page>(
  fetch: (nextPageToken: string | undefined) => Promise<Answer>,
  nextPageToken?: string,
): AsyncGenerator<Answer, void, void> {
  let token = nextPageToken;
  do {
    const page = await fetch(token);
    yield page;
    token = page.nextPageToken;
  } while (token);
}
