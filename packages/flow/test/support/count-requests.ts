import type { SWFClient } from '@aws-sdk/client-swf';

/** Counts the requests of a client, by operation. */
export function countRequests(client: SWFClient): Map<string, number> {
  const counts = new Map<string, number>();
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        counts.set(operation, (counts.get(operation) ?? 0) + 1);
        return next(args);
      },
    { step: 'initialize' },
  );
  return counts;
}
