import { GetWorkflowExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-swf';
import { createLocalService, type LocalService, type LocalServiceOptions, VirtualClock } from '@swf/local';
import { ActivityType, Domain, type WorkflowExecution, WorkflowType } from '@swf/models';
import * as settings from '@swf/settings';
import { afterEach, beforeEach, expect } from 'vitest';

/**
 * Starts a local service for each test, on a virtual clock; its client is the default one and does
 * not retry.
 */
export function useLocalService(options: Omit<LocalServiceOptions<VirtualClock>, 'clock'> = {}): {
  readonly service: LocalService<VirtualClock>;
} {
  const holder: { service: LocalService<VirtualClock> } = { service: undefined as never };
  beforeEach(() => {
    holder.service = createLocalService({ ...options, clock: new VirtualClock() });
    settings.setClient(holder.service.client({ maxAttempts: 1 }));
  });
  afterEach(async () => {
    settings.setClient(undefined);
    await holder.service.close();
  });
  return holder;
}

export const DEFAULTS = {
  defaultTaskList: 'orders',
  defaultTaskStartToCloseTimeout: 30,
  defaultExecutionStartToCloseTimeout: 3600,
  defaultChildPolicy: 'TERMINATE',
} as const;

/** A registered domain with an activity type and a workflow type. */
export async function registered(): Promise<{ domain: Domain; charge: ActivityType; order: WorkflowType }> {
  const domain = await new Domain('orders', { retentionPeriodInDays: 30 }).save();
  const charge = await new ActivityType(domain, 'charge-card', '1.0', { defaultTaskList: 'payments' }).save();
  const order = await new WorkflowType(domain, 'order', '1.0', DEFAULTS).save();
  return { domain, charge, order };
}

/** A task as a worker polls it. */
export const POLLED = {
  taskToken: 'token',
  activityId: 'charge-1',
  activityType: { name: 'charge-card', version: '1.0' },
  workflowExecution: { workflowId: 'order-42', runId: 'run' },
  startedEventId: 6,
};

/** Reads the events of an execution. */
export async function eventsOf({ domain, workflowId, runId }: WorkflowExecution): Promise<readonly HistoryEvent[]> {
  const command = new GetWorkflowExecutionHistoryCommand({ domain: domain.name, execution: { workflowId, runId } });
  return (await settings.connect().send(command)).events ?? [];
}

/** Resolves to the error that a promise rejects with. */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => expect.fail(`it resolved to ${String(value)}`),
    (error: unknown) => error,
  );
}
