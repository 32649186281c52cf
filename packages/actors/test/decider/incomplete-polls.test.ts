import type { SWFClient } from '@aws-sdk/client-swf';
import { Decider, type DecisionTask } from '@swf/actors';
import { TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { domain, startExecution } from '../support/workflow.js';

const MEMBERS = [
  'events',
  'nextPageToken',
  'previousStartedEventId',
  'startedEventId',
  'taskToken',
  'workflowExecution',
  'workflowType',
];

/** Removes a member from the answers with the second task. Returns the members of all answers. */
function incomplete(client: SWFClient, member: string | undefined): ReadonlySet<string> {
  const members = new Set<string>();
  let tasks = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'PollForDecisionTaskCommand') return next(args);
        // So that a task has more than one page.
        const result = await next({ ...args, input: { ...args.input, maximumPageSize: 2 } as never });
        const output: Record<string, unknown> = Object(result.output);
        if (!output['taskToken']) return result;
        for (const name of Object.keys(output)) if (name !== '$metadata') members.add(name);
        if (!('nextPageToken' in Object(args.input))) tasks += 1;
        if (tasks === 2 && member !== undefined) delete output[member];
        return result;
      },
    { step: 'initialize' },
  );
  return members;
}

/** Waits twice. Completes only if the history begins with its first event. */
function decide({ history }: DecisionTask) {
  const timers = history.compile().timers;
  const next = ['first', 'second'].find((timerId) => !timers.has(timerId));
  if (next) return [TimerDecision.start({ timerId: next, startToFireTimeout: 1 })];
  return history.first?.id === 1 && timers.get('second')?.state === 'fired'
    ? [WorkflowExecutionDecision.complete({ result: history.events.length })]
    : [];
}

async function run(member: string | undefined) {
  const clock = new VirtualClock();
  await using swf = await openService({ clock });
  const { client } = swf;
  const members = incomplete(client, member);
  const decider = new Decider(domain, 'decisions', { client, decide, logger: silent });
  await decider.start();
  const execution = await startExecution(client);
  let history = await new HistoryQuerySet(domain).get(execution, { client });
  await eventually(async () => {
    await clock.advance({ seconds: 31 });
    history = await new HistoryQuerySet(domain).get(execution, { client });
    expect(history.last?.name).toBe('WorkflowExecutionCompleted');
  });
  await decider.stop({ polls: 'abort', graceInSeconds: 0 });
  return { members, history };
}

describe('The answer to a poll for decision tasks', () => {
  it('has these members', async () => {
    expect([...(await run(undefined)).members].sort()).toEqual(MEMBERS);
  });

  it.each(MEMBERS)('may come without its %s: the run is decided as with it', async (member) => {
    const { history } = await run(member);
    const started = history.events.filter(({ name }) => name === 'TimerStarted');
    expect(started).toHaveLength(2);
    // The last task saw everything up to its own start.
    expect(history.last?.attributes).toMatchObject({ result: String(history.events.length - 2) });
  });
});
