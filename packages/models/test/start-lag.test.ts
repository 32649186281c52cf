import { describe, expect, it, vi } from 'vitest';
import { registered, rejection, useLocalService } from './support/local.js';
import { passOneWait, useFakeWaits } from './support/waiting.js';

const local = useLocalService();
useFakeWaits();

/**
 * A client that sends each start twice, as the SDK does after a lost answer; listings lag by a
 * number of requests.
 */
function lossyClient(lag: number) {
  const client = local.service.client({ maxAttempts: 1 });
  let left = lag;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'StartWorkflowExecutionCommand') await next(args);
      const answer = await next(args);
      if (context.commandName !== 'ListOpenWorkflowExecutionsCommand' || left === 0) return answer;
      left -= 1;
      return { ...answer, output: { ...answer.output, executionInfos: [] } };
    },
    { step: 'initialize' },
  );
  return client;
}

describe('startExecution', () => {
  it('waits until SWF lists the execution whose first answer was lost', async () => {
    const { order } = await registered();
    const started = order.startExecution({ client: lossyClient(2) });
    const waits = [await passOneWait(), await passOneWait()];

    expect(await started).toMatchObject({ runId: expect.any(String), executionStatus: 'OPEN' });
    expect(waits).toEqual([expect.closeTo(0.1, 2), expect.closeTo(0.2, 2)]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects if SWF still does not list it after some seconds', async () => {
    const { order } = await registered();
    const started = rejection(order.startExecution({ client: lossyClient(Number.POSITIVE_INFINITY) }));
    for (let wait = 0; wait < 6; wait++) await passOneWait();

    expect(await started).toMatchObject({ code: 'WORKFLOW_EXECUTION_ALREADY_STARTED' });
  });
});
