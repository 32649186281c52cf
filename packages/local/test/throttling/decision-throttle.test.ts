import {
  type Decision,
  type HistoryEvent,
  paginateGetWorkflowExecutionHistory,
  RespondDecisionTaskCompletedCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { expect, it } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, pollForDecision, prepare, start, WORKFLOW_TYPE } from '../actors.js';
import { createLocalService } from '../services.js';

const MANY = 1_000_000;
const limits = { openActivityTasks: MANY, openTimers: MANY, openChildren: MANY };

interface Quota {
  readonly decisionType: NonNullable<Decision['decisionType']>;
  readonly bucket: number;
  readonly perSecond: number;
  /** The event of a decision beyond the rate. */
  readonly failed: NonNullable<HistoryEvent['eventType']>;
  readonly cause: string;
  readonly attributes: (id: string) => Partial<Decision>;
}

const QUOTAS: readonly Quota[] = [
  {
    decisionType: 'ScheduleActivityTask',
    bucket: 1000,
    perSecond: 200,
    failed: 'ScheduleActivityTaskFailed',
    cause: 'ACTIVITY_CREATION_RATE_EXCEEDED',
    attributes: (activityId) => ({
      scheduleActivityTaskDecisionAttributes: { activityId, activityType: ACTIVITY_TYPE },
    }),
  },
  {
    decisionType: 'StartTimer',
    bucket: 2000,
    perSecond: 200,
    failed: 'StartTimerFailed',
    cause: 'TIMER_CREATION_RATE_EXCEEDED',
    attributes: (timerId) => ({ startTimerDecisionAttributes: { timerId, startToFireTimeout: '31536000' } }),
  },
  {
    decisionType: 'StartChildWorkflowExecution',
    bucket: 500,
    perSecond: 12,
    failed: 'StartChildWorkflowExecutionFailed',
    cause: 'CHILD_CREATION_RATE_EXCEEDED',
    attributes: (workflowId) => ({
      startChildWorkflowExecutionDecisionAttributes: {
        workflowId,
        workflowType: WORKFLOW_TYPE,
        taskList: { name: 'children' },
      },
    }),
  },
  {
    decisionType: 'SignalExternalWorkflowExecution',
    bucket: 1200,
    perSecond: 120,
    failed: 'SignalExternalWorkflowExecutionFailed',
    cause: 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
    attributes: () => ({
      signalExternalWorkflowExecutionDecisionAttributes: { workflowId: 'other', signalName: 'go' },
    }),
  },
  {
    decisionType: 'RequestCancelExternalWorkflowExecution',
    bucket: 1200,
    perSecond: 120,
    failed: 'RequestCancelExternalWorkflowExecutionFailed',
    cause: 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
    attributes: () => ({ requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId: 'other' } }),
  },
];

it.each(QUOTAS)('$decisionType fails beyond a bucket of $bucket, refilled by $perSecond a second', async (quota) => {
  const { decisionType, bucket, perSecond, failed, cause, attributes } = quota;
  const clock = new VirtualClock();
  await using service = createLocalService({ clock, limits, throttling: true });
  const client = service.client();
  await prepare(client);
  const other = { domain: DOMAIN, workflowId: 'other', workflowType: WORKFLOW_TYPE, taskList: { name: 'others' } };
  await client.send(new StartWorkflowExecutionCommand(other));
  const { runId } = await start(client, 'order-1');
  const request = { domain: DOMAIN, execution: { workflowId: 'order-1', runId } };
  let seen = 0;

  /** Answers a decision task. Resolves to the events that say that a rate was exceeded. */
  async function refusalsOf(decisions: Decision[]): Promise<readonly string[]> {
    // Failures schedule the next decision task.
    const { taskToken } = await pollForDecision(client);
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    await clock.advance({ seconds: 0 });
    const events: HistoryEvent[] = [];
    // The paginator changes its input.
    for await (const page of paginateGetWorkflowExecutionHistory({ client }, { ...request })) {
      events.push(...(page.events ?? []));
    }
    const added = events.slice(seen);
    seen = events.length;
    return added.flatMap((event) => {
      const [, exceeded] = /"cause":"(\w+_RATE_EXCEEDED)"/.exec(JSON.stringify(event)) ?? [];
      return exceeded === undefined ? [] : [`${event.eventType} ${exceeded}`];
    });
  }

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ decisionType, ...attributes(`${seen}-${index}`) }));
  const refusals = (count: number) => Array.from({ length: count }, () => `${failed} ${cause}`);

  expect(await refusalsOf(many(bucket + 3))).toEqual(refusals(3));
  await clock.advance({ seconds: 1 });
  // Each type of decisions has a bucket of its own.
  const others = QUOTAS.filter((each) => each !== quota);
  const oneOfEach = others.map((each) => ({ decisionType: each.decisionType, ...each.attributes('one') }));
  expect(await refusalsOf([...many(perSecond + 4), ...oneOfEach])).toEqual(refusals(4));
  await clock.advance({ hours: 1 });
  expect(await refusalsOf(many(bucket + 5))).toEqual(refusals(5));
});
