import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  CountClosedWorkflowExecutionsCommand,
  DescribeWorkflowExecutionCommand,
  GetWorkflowExecutionHistoryCommand,
  ListOpenWorkflowExecutionsCommand,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondActivityTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Written by the first version of the schema at 2026-01-02T03:04:05Z: an execution is closed, and
// another has scheduled an activity and a timer of ten minutes.
const FILES = ['version-1.gz'];
const domain = 'orders';
const startTimeFilter = { oldestDate: new Date(0) };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swf-local-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(FILES)('the data file %s', (name) => {
  it('is opened with its executions, tasks and timers', async () => {
    const data = join(folder, 'data');
    writeFileSync(data, gunzipSync(readFileSync(new URL(name, import.meta.url))));
    const clock = new VirtualClock({ start: new Date('2026-01-02T03:05:00Z') });
    await using service = createLocalService({ data, clock });
    const client = service.client();

    const closed = new CountClosedWorkflowExecutionsCommand({ domain, startTimeFilter });
    expect(await client.send(closed)).toMatchObject({ count: 1 });
    const { executionInfos = [] } = await client.send(
      new ListOpenWorkflowExecutionsCommand({ domain, startTimeFilter }),
    );
    expect(executionInfos).toMatchObject([{ execution: { workflowId: 'open' }, tagList: ['vip'] }]);
    const execution = executionInfos[0]?.execution;
    expect(await client.send(new DescribeWorkflowExecutionCommand({ domain, execution }))).toMatchObject({
      openCounts: { openActivityTasks: 1, openTimers: 1 },
    });
    const activity = new PollForActivityTaskCommand({ domain, taskList: { name: 'work' } });
    const { taskToken, input } = await client.send(activity);
    expect(input).toBe('17');
    await client.send(new RespondActivityTaskCompletedCommand({ taskToken, result: 'charged' }));
    await client.send(new PollForDecisionTaskCommand({ domain, taskList: { name: 'decisions' } }));
    await clock.advance({ minutes: 10 });

    const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain, execution }));
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'DecisionTaskCompleted',
      'ActivityTaskScheduled',
      'TimerStarted',
      'ActivityTaskStarted',
      'ActivityTaskCompleted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'DecisionTaskTimedOut',
      'DecisionTaskScheduled',
      'TimerFired',
    ]);
  });
});
