import { type HistoryEvent, type SWFClient, UnknownResourceFault } from '@aws-sdk/client-swf';

/**
 * What GetWorkflowExecutionHistory shows of the events that there are; undefined if it does not
 * know the execution yet.
 */
export type Show = (events: readonly HistoryEvent[]) => readonly HistoryEvent[] | undefined;

/**
 * Delays what GetWorkflowExecutionHistory shows to a client, as SWF may: that operation is
 * eventually consistent.
 */
export function lagHistory(client: SWFClient, show: Show): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName !== 'GetWorkflowExecutionHistoryCommand') return result;
        const output = result.output as unknown as { events: readonly HistoryEvent[] };
        const shown = show(output.events);
        if (shown === undefined) {
          throw new UnknownResourceFault({ message: 'Unknown execution', $metadata: { httpStatusCode: 400 } });
        }
        // A service that lags behind knows of no further page.
        if (shown !== output.events) Object.assign(output, { events: shown, nextPageToken: undefined });
        return result;
      },
    { step: 'initialize' },
  );
}

/** Changes the next answers in the given ways, one each, and leaves later ones unchanged. */
export function showFirst(...ways: readonly Show[]): Show {
  const left = [...ways];
  return (events) => (left.shift() ?? ((all) => all))(events);
}
