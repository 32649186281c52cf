import type { Client } from '@swf/settings/request';

/**
 * The mark of the request handler of `@swf/local`, by which a program calls a service inside it.
 */
interface MarkedClient {
  readonly config?: { readonly requestHandler?: { readonly abortsPollsSafely?: boolean } };
}

/** Returns whether the client's aborted polls lose no task: the service takes the task back. */
export function abortsPollsSafely(client: (Client & MarkedClient) | undefined): boolean {
  return client?.config?.requestHandler?.abortsPollsSafely === true;
}
