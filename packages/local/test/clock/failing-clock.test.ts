import {
  CountClosedWorkflowExecutionsCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import { beforeEach, expect, it } from 'vitest';
import { DOMAIN, prepare, WORKFLOW_TYPE } from '../actors.js';

/** A program's own clock, part of which throws when a test says so. */
class FailingClock extends VirtualClock {
  failing: 'setting' | 'canceling' | undefined;

  override setTimer(at: number, fire: () => void): () => void {
    if (this.failing === 'setting') throw new Error('cannot set');
    const cancel = super.setTimer(at, fire);
    return () => {
      if (this.failing === 'canceling') throw new Error('cannot cancel');
      cancel();
    };
  }
}

const errors: string[] = [];
const ignore = () => {};
const logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: (message: string) => errors.push(message.replace(/\n.*/s, '')),
};
beforeEach(() => void errors.splice(0));

function start(client: SWFClient, workflowId: string, executionStartToCloseTimeout: string) {
  const input = { domain: DOMAIN, workflowId, workflowType: WORKFLOW_TYPE, executionStartToCloseTimeout };
  return client.send(new StartWorkflowExecutionCommand(input));
}

async function timedOut(client: SWFClient): Promise<number | undefined> {
  const closeStatusFilter = { status: 'TIMED_OUT' as const };
  const input = { domain: DOMAIN, startTimeFilter: { oldestDate: new Date(0) }, closeStatusFilter };
  return (await client.send(new CountClosedWorkflowExecutionsCommand(input))).count;
}

it('a service whose clock cannot cancel a timer sets the next one, and does nothing after it was closed', async () => {
  const clock = new FailingClock();
  const service = createLocalService({ clock, logger });
  const client = service.client();
  await prepare(client);
  await start(client, 'long', '60');
  clock.failing = 'canceling';
  await start(client, 'short', '10');
  await clock.advance({ seconds: 10 });
  expect(service.deadlines()[0]).toEqual(new Date(clock.now() + 50_000));
  expect(await timedOut(client)).toBe(1);
  await service.close();
  await clock.advance({ hours: 1 });
  expect(new Set(errors)).toEqual(new Set(['clock failed: Error: cannot cancel']));
});

it('a service whose clock cannot set a timer tries again at the next request', async () => {
  const clock = new FailingClock();
  await using service = createLocalService({ clock, logger });
  const client = service.client();
  await prepare(client);
  clock.failing = 'setting';
  await start(client, 'order-1', '10');
  expect(errors).toEqual(['due item failed, retrying in 1 s: Error: cannot set', 'clock failed: Error: cannot set']);
  clock.failing = undefined;
  await start(client, 'order-2', '60');
  await clock.advance({ seconds: 10 });
  expect(service.deadlines()[0]).toEqual(new Date(clock.now() + 50_000));
  expect(await timedOut(client)).toBe(1);
  expect(errors).toHaveLength(2);
});
