import type { PollForDecisionTaskInput, SWFClient } from '@aws-sdk/client-swf';

/** Records whether each decision poll of a client, without further pages, is for new events only. */
export function pollsForNew(client: SWFClient): (boolean | undefined)[] {
  const polls: (boolean | undefined)[] = [];
  client.middlewareStack.add(
    (send, { commandName }) =>
      (args) => {
        const { nextPageToken, startAtPreviousStartedEvent } = args.input as PollForDecisionTaskInput;
        const isPoll = commandName === 'PollForDecisionTaskCommand' && nextPageToken === undefined;
        if (isPoll) polls.push(startAtPreviousStartedEvent);
        return send(args);
      },
    { step: 'initialize' },
  );
  return polls;
}
