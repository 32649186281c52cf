import { setImmediate } from 'node:timers/promises';
import { CountClosedWorkflowExecutionsCommand, StartWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { type LocalService, SystemClock } from '@swf/local';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision, prepare, WORKFLOW_TYPE } from '../actors.js';
import { createLocalService } from '../services.js';

const DAY_IN_SECONDS = 86_400;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

async function pass(seconds: number): Promise<void> {
  vi.advanceTimersByTime(seconds * 1000);
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}

function start(service: LocalService, workflowId: string, seconds: number) {
  const executionStartToCloseTimeout = String(seconds);
  const input = { domain: DOMAIN, workflowId, workflowType: WORKFLOW_TYPE, executionStartToCloseTimeout };
  return service.client().send(new StartWorkflowExecutionCommand(input));
}

async function timedOut(service: LocalService): Promise<number | undefined> {
  const closeStatusFilter = { status: 'TIMED_OUT' as const };
  const input = { domain: DOMAIN, startTimeFilter: { oldestDate: new Date(0) }, closeStatusFilter };
  return (await service.client().send(new CountClosedWorkflowExecutionsCommand(input))).count;
}

it('a timer of the system clock can be canceled after a day', () => {
  const fired: string[] = [];
  const cancel = new SystemClock().setTimer(Date.now() + 2 * DAY_IN_SECONDS * 1000, () => fired.push('fired'));
  vi.advanceTimersByTime(DAY_IN_SECONDS * 1000);
  cancel();
  vi.advanceTimersByTime(2 * DAY_IN_SECONDS * 1000);
  expect(fired).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('a service that was idle for days meets its deadlines, earlier ones of new executions, and closes', async () => {
  const errors: string[] = [];
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
  await using service = createLocalService({ logger });
  await prepare(service.client());
  await start(service, 'long', 2 * DAY_IN_SECONDS);
  await pass(DAY_IN_SECONDS);
  await start(service, 'short', 1);
  await pass(2);
  expect(await timedOut(service)).toBe(1);
  await pass(DAY_IN_SECONDS);
  expect(await timedOut(service)).toBe(2);
  const poll = pollForDecision(service.client());
  await pass(1);
  expect(service.pollers()).toHaveLength(1);
  await service.close();
  expect((await poll).startedEventId).toBe(0);
  expect(errors).toEqual([]);
});
