import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  ActivityTask,
  ActivityType,
  type Difference,
  Domain,
  type ExecutionRef,
  type ModelDiff,
  TaskList,
  type TypeRef,
  WorkflowExecution,
  WorkflowType,
} from '@swf/models';
import type { Client } from '@swf/settings/request';
import { expectTypeOf, it } from 'vitest';

const domain = new Domain('orders');
const order = new WorkflowType(domain, 'order', '1.0');
const execution = new WorkflowExecution(domain, 'order-42');

it('models return models of their own class', () => {
  expectTypeOf(domain.upstream()).resolves.toEqualTypeOf<Domain>();
  expectTypeOf(domain.save()).resolves.toEqualTypeOf<Domain>();
  expectTypeOf(domain.with({ name: 'x' })).toEqualTypeOf<Domain>();
  expectTypeOf(order.deprecate()).resolves.toEqualTypeOf<WorkflowType>();
  expectTypeOf(order.startExecution()).resolves.toEqualTypeOf<WorkflowExecution>();
  expectTypeOf(execution.waitUntilClosed()).resolves.toEqualTypeOf<WorkflowExecution>();
  expectTypeOf(domain.changes()).resolves.toEqualTypeOf<ModelDiff>();
  expectTypeOf(domain.watch()).toExtend<AsyncIterable<ModelDiff>>();
  expectTypeOf<ModelDiff>().toExtend<Iterable<Difference>>();
  expectTypeOf(new TaskList(domain, 'orders').countPendingDecisionTasks()).resolves.toEqualTypeOf<{
    readonly count: number;
    readonly truncated: boolean;
  }>();
});

it('attributes are numbers, dates and unions, not strings of the wire', () => {
  expectTypeOf(domain.retentionPeriodInDays).toEqualTypeOf<number | 'NONE' | undefined>();
  expectTypeOf(domain.status).toEqualTypeOf<'REGISTERED' | 'DEPRECATED'>();
  expectTypeOf(order.defaultTaskStartToCloseTimeout).toEqualTypeOf<number | 'NONE' | undefined>();
  expectTypeOf(order.defaultExecutionStartToCloseTimeout).toEqualTypeOf<number | undefined>();
  expectTypeOf(execution.closeTimestamp).toEqualTypeOf<Date | undefined>();
  expectTypeOf(execution.tagList).toEqualTypeOf<readonly string[] | undefined>();
});

it('structural domains, types and clients are accepted', () => {
  expectTypeOf<{ readonly name: string }>().toExtend<ConstructorParameters<typeof ActivityType>[0]>();
  expectTypeOf(order).toExtend<TypeRef>();
  expectTypeOf<{ workflowId: string; runId: string }>().toExtend<ExecutionRef>();
  expectTypeOf<{ send: Client['send'] }>().toExtend<Client>();
  expectTypeOf(ActivityTask.fromPoll(domain, 'x', {})).toEqualTypeOf<ActivityTask | undefined>();
});

it('payloads have the asserted type, or that of a Standard Schema', () => {
  const schema = {} as StandardSchemaV1<unknown, { readonly sku: string }>;
  expectTypeOf(execution.parseInput()).toBeUnknown();
  expectTypeOf(execution.parseInput<{ sku: string }>()).toEqualTypeOf<{ sku: string }>();
  expectTypeOf(execution.parseInput(schema)).toEqualTypeOf<{ readonly sku: string }>();
  expectTypeOf(execution.parseLatestExecutionContext(schema)).toEqualTypeOf<{ readonly sku: string }>();
  expectTypeOf<ActivityTask['parseInput']>().returns.toBeUnknown();
});

it('a subclass stays one', () => {
  class Team extends Domain {}
  expectTypeOf(new Team('orders').with({ description: 'x' })).toEqualTypeOf<Team>();
  expectTypeOf(new Team('orders').upstream()).resolves.toEqualTypeOf<Team>();
  expectTypeOf(Team.fromInfo({ name: 'orders', status: 'REGISTERED' })).toEqualTypeOf<Team>();
});

it('received data may have nulls and instants in any notation', () => {
  const execution = { workflowId: 'order-42', runId: 'run' };
  const workflowType = { name: 'order', version: '1' };
  const info = {
    execution,
    workflowType,
    startTimestamp: 1588953458484,
    executionStatus: 'OPEN',
    parent: null,
  } as const;
  expectTypeOf(WorkflowExecution.fromInfo(domain, info)).toEqualTypeOf<WorkflowExecution>();
});

it('what is wrong does not compile', () => {
  // @ts-expect-error a domain is needed
  new WorkflowType('orders', 'order', '1.0');
  // @ts-expect-error a version is needed
  new ActivityType(domain, 'charge-card');
  // @ts-expect-error there is no such option
  new Domain('orders', { retentionPeriod: 30 });
  // @ts-expect-error timeouts are numbers
  new ActivityType(domain, 'x', '1', { defaultTaskHeartbeatTimeout: '30' });
  // @ts-expect-error the only word among timeouts is NONE
  new ActivityType(domain, 'x', '1', { defaultTaskHeartbeatTimeout: 'FOREVER' });
  // @ts-expect-error an execution must end
  new WorkflowType(domain, 'x', '1', { defaultExecutionStartToCloseTimeout: 'NONE' });
  // @ts-expect-error there is no such policy
  new WorkflowType(domain, 'x', '1', { defaultChildPolicy: 'KILL' });
  // @ts-expect-error activity types have no child policy
  new ActivityType(domain, 'x', '1', { defaultChildPolicy: 'ABANDON' });
  // @ts-expect-error a task list is given by its name
  void order.startExecution({ taskList: new TaskList(domain, 'orders') });
  // @ts-expect-error tags are a list
  void order.startExecution({ tagList: 'eu' });
  // @ts-expect-error a signal has a name
  void execution.signal();
  // @ts-expect-error models do not change
  domain.name = 'other';
  // @ts-expect-error nor do their lists
  execution.tagList?.push('eu');
  // @ts-expect-error only what is registered can be saved
  void execution.save();
  // @ts-expect-error a domain cannot be deleted
  void domain.delete();
});
