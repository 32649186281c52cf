import { FlowDecider, signal, workflow } from '@swf/flow';
import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { describe, expect, it, vi } from 'vitest';

const LOGGER = { debug() {}, info() {}, warn() {}, error() {} };
const SIGNALS = 30;
const go = signal('go');
const definition = workflow('counting', '1.0', { taskList: 'flows' }, async () => {
  for await (const _ of go);
});

/** What a decider requests while its run gets signals, one after the other. */
async function requestsOf(residents: false | Record<string, never>) {
  await using service = createLocalService();
  const client = service.client();
  const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
  const polls: boolean[] = [];
  let reads = 0;
  const watched = service.client();
  watched.middlewareStack.add((next, context) => async (request) => {
    const input = request.input as { readonly startAtPreviousStartedEvent?: boolean; readonly nextPageToken?: string };
    if (context.commandName === 'PollForDecisionTaskCommand') polls.push(input.startAtPreviousStartedEvent ?? false);
    if (context.commandName === 'GetWorkflowExecutionHistoryCommand') reads += 1;
    return next(request);
  });
  const decider = new FlowDecider(domain, 'flows', {
    workflows: [definition],
    client: watched,
    residents,
    logger: LOGGER,
    concurrency: 1,
  });
  let completed = 0;
  decider.on('completed', () => {
    completed += 1;
  });
  await decider.start();
  const run = await definition.start(domain, { workflowId: 'counting', client });
  await vi.waitUntil(() => completed === 1, { interval: 5, timeout: 90_000 });
  for (let sent = 1; sent <= SIGNALS; sent += 1) {
    await run.signal(go, undefined, { client });
    await vi.waitUntil(() => completed === 1 + sent, { interval: 5, timeout: 90_000 });
  }
  await decider.stop({ polls: 'abort' });
  return { polls, reads };
}

describe('A decider', () => {
  it('polls for new events as long as most of its runs are in memory', async () => {
    const { polls, reads } = await requestsOf({});

    expect(new Set(polls)).toEqual(new Set([true]));
    expect(reads).toBe(0);
  });

  it('polls for whole histories when most of its tasks need them: those pages have a rate of their own', async () => {
    const { polls, reads } = await requestsOf(false);

    expect(polls.filter((isNewOnly) => !isNewOnly).length).toBeGreaterThan(SIGNALS - 5);
    expect(reads).toBeLessThan(5);
  });
});
