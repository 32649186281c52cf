import type { ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { describe, expectTypeOf, test } from 'vitest';
import {
  ActivityTypeQuerySet,
  type Count,
  DomainQuerySet,
  type ModelPage,
  type RequestPlan,
  type TypeFilter,
  WorkflowExecutionQuerySet,
  WorkflowTypeQuerySet,
} from '../../src/index.js';

const domain = { name: 'orders' };
const domains = new DomainQuerySet();
const activityTypes = new ActivityTypeQuerySet(domain);
const workflowTypes = new WorkflowTypeQuerySet(domain);
const executions = new WorkflowExecutionQuerySet(domain);

describe('results', () => {
  test('are models', () => {
    expectTypeOf(domains.all()).resolves.toEqualTypeOf<Domain[]>();
    expectTypeOf(activityTypes.first()).resolves.toEqualTypeOf<ActivityType | undefined>();
    expectTypeOf(workflowTypes.get('order', '1.0')).resolves.toEqualTypeOf<WorkflowType>();
    expectTypeOf(workflowTypes.getOrCreate('order', '1.0')).resolves.toEqualTypeOf<
      [type: WorkflowType, created: boolean]
    >();
    expectTypeOf(executions.pages()).toEqualTypeOf<AsyncGenerator<ModelPage<WorkflowExecution>, void, void>>();
    expectTypeOf(executions[Symbol.asyncIterator]().next()).resolves.toEqualTypeOf<
      IteratorResult<WorkflowExecution, void>
    >();
  });

  test('are counted, and planned', () => {
    expectTypeOf(domains.count()).resolves.toEqualTypeOf<Count>();
    expectTypeOf(workflowTypes.explain()).toEqualTypeOf<RequestPlan<TypeFilter>>();
  });
});

describe('a queryset', () => {
  test('stays of its class', () => {
    expectTypeOf(
      executions.filter({ tag: 'eu' }).reverse().limit(5).resume('token'),
    ).toEqualTypeOf<WorkflowExecutionQuerySet>();
    expectTypeOf(workflowTypes.filter({ name: 'order' })).toEqualTypeOf<WorkflowTypeQuerySet>();
  });

  test('is not a promise', () => {
    expectTypeOf(executions).not.toExtend<PromiseLike<unknown>>();
  });

  test('cannot be changed', () => {
    // @ts-expect-error the domain is read only
    executions.domain = { name: 'others' };
  });

  test('wants a domain', () => {
    // @ts-expect-error a domain has a name
    new WorkflowExecutionQuerySet({});
    // @ts-expect-error types belong to a domain
    new ActivityTypeQuerySet();
  });
});

describe('a filter', () => {
  test('has the fields of its queryset', () => {
    domains.filter({ status: 'DEPRECATED' });
    activityTypes.filter({ status: 'REGISTERED', name: 'charge-card' });
    // @ts-expect-error domains are not listed by name
    domains.filter({ name: 'orders' });
    // @ts-expect-error types have no tags
    workflowTypes.filter({ tag: 'eu' });
    // @ts-expect-error domains are registered or deprecated
    domains.filter({ status: 'OPEN' });
    // @ts-expect-error there is no such field
    executions.filter({ oldestDate: new Date() });
  });

  test('takes a model for a type', () => {
    expectTypeOf(executions.filter).toBeCallableWith({ type: {} as WorkflowType });
    // @ts-expect-error a version needs a name
    executions.filter({ type: { version: '1.0' } });
  });

  test('takes Dates for instants', () => {
    executions.filter({ startedAfter: new Date(), startedBefore: undefined });
    // @ts-expect-error neither days nor seconds
    executions.filter({ startedAfter: 7 });
  });

  test('cannot ask open executions how they ended', () => {
    executions.filter({ status: 'CLOSED', closeStatus: 'FAILED', closedAfter: new Date() });
    executions.filter({ closeStatus: 'TIMED_OUT' });
    // @ts-expect-error an open execution has no close status
    executions.filter({ status: 'OPEN', closeStatus: 'FAILED' });
    // @ts-expect-error an open execution has not closed
    executions.filter({ status: 'OPEN', closedAfter: new Date() });
  });

  test('takes a status that is only known when it runs', () => {
    const status = 'OPEN' as 'OPEN' | 'CLOSED' | undefined;
    executions.filter({ status, tag: 'eu' });
  });
});

describe('what a model is made with', () => {
  test('is what the model has', () => {
    expectTypeOf(domains.create).toBeCallableWith('orders', { retentionPeriodInDays: 30 });
    // @ts-expect-error a timeout is a number of seconds or NONE
    void activityTypes.create('charge-card', '1.0', { defaultTaskStartToCloseTimeout: '30' });
    // @ts-expect-error an execution has a type
    void executions.create('order-1', { input: {} });
  });
});
