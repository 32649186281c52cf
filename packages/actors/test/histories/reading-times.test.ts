import { getEventListeners } from 'node:events';
import { type SWFClient, SWFServiceException } from '@aws-sdk/client-swf';
import { Decider } from '@swf/actors';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { lagHistory } from '../support/lagging-history.js';
import { openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { passDuring, useVirtualTime, virtualDelay } from '../support/virtual-time.js';
import { domain, workflow } from '../support/workflow.js';

/** Changes each poll of a client, and what it gets. */
function changePolls(client: SWFClient, change: (page: string | undefined, output: object) => void): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'PollForDecisionTaskCommand') return next(args);
        const result = await next({ ...args, input: { ...args.input, maximumPageSize: 2 } as never });
        change(Reflect.get(args.input, 'nextPageToken'), result.output);
        return result;
      },
    { step: 'initialize' },
  );
}

/** Makes a client take that long for each request of a history. */
function slowHistory(client: SWFClient, seconds: number): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'GetWorkflowExecutionHistoryCommand') await virtualDelay(seconds);
        return next(args);
      },
    { step: 'initialize' },
  );
}

/** A decider whose first task may take ten minutes, and which has more than a page of history. */
async function withTask() {
  useVirtualTime();
  const swf = await openService();
  const options = { workflowId: 'w', taskStartToCloseTimeout: 600, client: swf.client };
  const execution = await workflow.startExecution(options);
  for (let count = 0; count < 4; count += 1) await execution.signal('tick', undefined, { client: swf.client });
  const decider = new Decider(domain, 'decisions', { client: swf.client, logger: silent });
  const begun = performance.now();
  return { ...swf, decider, seconds: () => (performance.now() - begun) / 1000 };
}

describe('The history of a decision task', () => {
  it('is requested for a minute if its first page does not say how long the task may take', async () => {
    await using swf = await withTask();
    const { client, decider, seconds } = swf;
    changePolls(client, (_, output) => Object.assign(output, { events: [], nextPageToken: undefined }));
    lagHistory(client, (events) => events.slice(0, -1));
    const lostAt: number[] = [];
    decider.on('lost', () => lostAt.push(seconds()));

    await expect(passDuring(decider.poll())).rejects.toMatchObject({ code: 'RESPONSE' });

    expect(lostAt).toEqual([expect.closeTo(60, 0)]);
  });

  it('fails with what SWF shows, not with the end of that minute, which cuts a request in flight', async () => {
    await using swf = await withTask();
    const { client, decider } = swf;
    changePolls(client, (_, output) => Object.assign(output, { events: [], nextPageToken: undefined }));
    lagHistory(client, (events) => events.slice(0, -1));
    slowHistory(client, 0.9);
    const noRest = vi.spyOn(Math, 'random').mockReturnValue(0);
    onTestFinished(() => noRest.mockRestore());

    await expect(passDuring(decider.poll())).rejects.toThrow('has an incomplete history: SWF shows 6 of 7 events');
  });

  it('fails with the time that passed if SWF answers nothing', async () => {
    await using swf = await withTask();
    const { client, decider } = swf;
    changePolls(client, (_, output) => Object.assign(output, { events: [], nextPageToken: undefined }));
    slowHistory(client, 3600);

    await expect(passDuring(decider.poll())).rejects.toThrow('SWF did not answer within');
  });

  it('leaves no listener on the signal of an actor that stops, which outlives it', async () => {
    await using swf = await withTask();
    changePolls(swf.client, () => {});
    const stopping = new AbortController().signal;

    const task = await passDuring(swf.decider.poll({ stopping }));

    expect(task?.history.length).toBe(task?.startedEventId);
    expect(getEventListeners(stopping, 'abort')).toEqual([]);
  });

  it('is polled page by page for a minute, the life of a page token, and then read as a whole', async () => {
    await using swf = await withTask();
    const { client, decider, seconds } = swf;
    changePolls(client, (page) => {
      if (page === undefined) return;
      const $metadata = { httpStatusCode: 400 };
      throw new SWFServiceException({ name: 'ThrottlingException', message: 'slow', $fault: 'client', $metadata });
    });
    const gaveUpAt: number[] = [];
    decider.on('retry', ({ error, failures, delayInSeconds }) => {
      if (!String(error).includes('has a page that cannot be polled')) return;
      gaveUpAt.push(seconds());
      expect([failures, delayInSeconds]).toEqual([1, 0]);
    });

    const task = await passDuring(decider.poll());

    expect(gaveUpAt).toEqual([expect.closeTo(60, 0)]);
    expect(task?.history.length).toBe(task?.startedEventId);
  });
});
