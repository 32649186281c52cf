import type { SWFClient } from '@aws-sdk/client-swf';

/** A request that a client sent. */
export interface SentRequest {
  /** SWF's name of the operation. */
  readonly operation: string;
  readonly input: object;
  /** What of its input most tests look at. */
  readonly maximumPageSize: unknown;
  readonly nextPageToken: unknown;
}

/** Notes from now on what a client is asked to send, each request once however often the SDK tries. */
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
