import type { SWFClient } from '@aws-sdk/client-swf';

/** A request that a client sent. */
export interface SentRequest {
  /** SWF's name of the operation. */
  readonly operation: string;
  readonly input: object;
  /** The members of its input that most tests check. */
  readonly maximumPageSize: unknown;
  readonly nextPageToken: unknown;
}

/** Records what a client sends from now on, each request once, whatever the SDK's retries. */
export function recordRequests(client: SWFClient): SentRequest[] {
  const requests: SentRequest[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      const { input } = args;
      const operation = String(context.commandName).replace(/Command$/, '');
      const member = (name: string): unknown => Reflect.get(input, name);
      requests.push({
        operation,
        input,
        maximumPageSize: member('maximumPageSize'),
        nextPageToken: member('nextPageToken'),
      });
      return next(args);
    },
    { step: 'initialize' },
  );
  return requests;
}
