/** An answer of SWF that may be followed by more pages. */
export interface Page {
  readonly nextPageToken?: string | undefined;
}

/**
 * Yields SWF's pages, and requests the next one only when the reader wants it.
 *
 * The last page is the one without a token; short and empty pages may be followed by more.
 *
 * @example
 * const walk = pages((nextPageToken) =>
 *   send(new ListDomainsCommand({ ...query, nextPageToken }), context),
 * );
 * for await (const { domainInfos } of walk) console.log(domainInfos);
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
