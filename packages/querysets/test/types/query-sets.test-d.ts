import type { ActivityType, Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import {
  ActivityTypeQuerySet,
  type Count,
  DomainQuerySet,
  type ExecutionFilter,
  type ModelPage,
  type RequestPlan,
  type TypeFilter,
  WorkflowExecutionQuerySet,
  WorkflowTypeQuerySet,
} from '@swf/querysets';
import { describe, expectTypeOf, it } from 'vitest';

const domain = { name: 'orders' };
const domains = new DomainQuerySet();
const activityTypes = new ActivityTypeQuerySet(domain);
const workflowTypes = new WorkflowTypeQuerySet(domain);
const executions = new WorkflowExecutionQuerySet(domain);

describe('results', () => {
  it('are models', () => {
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

  it('are counted, and planned', () => {
    expectTypeOf(domains.count()).resolves.toEqualTypeOf<Count>();
    expectTypeOf(workflowTypes.explain()).toEqualTypeOf<RequestPlan<TypeFilter>>();
  });
});

describe('a queryset', () => {
  it('stays of its class', () => {
    expectTypeOf(
      executions.filter({ tag: 'eu' }).reverse().limit(5).continueFrom('token'),
    ).toEqualTypeOf<WorkflowExecutionQuerySet>();
    expectTypeOf(workflowTypes.filter({ name: 'order' })).toEqualTypeOf<WorkflowTypeQuerySet>();
  });

  it('is not a promise', () => {
    expectTypeOf(executions).not.toExtend<PromiseLike<unknown>>();
  });

  it('cannot be changed', () => {
    // @ts-expect-error the domain is read only
    executions.domain = { name: 'others' };
  });

  it('wants a domain', () => {
    // @ts-expect-error a domain has a name
    new WorkflowExecutionQuerySet({});
    // @ts-expect-error types belong to a domain
    new ActivityTypeQuerySet();
  });
});

describe('a filter', () => {
  it('has the fields of its queryset', () => {
    domains.filter({ status: 'DEPRECATED' });
    activityTypes.filter({ status: 'REGISTERED', name: 'charge-card' });
    activityTypes.filter({ status: ['REGISTERED', 'DEPRECATED'] });
    // @ts-expect-error domains are not listed by name
    domains.filter({ name: 'orders' });
    // @ts-expect-error types have no tags
    workflowTypes.filter({ tag: 'eu' });
    // @ts-expect-error domains are registered or deprecated
    domains.filter({ status: 'OPEN' });
    // @ts-expect-error there is no such field
    executions.filter({ oldestDate: new Date() });
  });

  it('takes a model for a type', () => {
    executions.filter({ type: {} as WorkflowType });
    // @ts-expect-error a version needs a name
    executions.filter({ type: { version: '1.0' } });
  });

  it('takes Dates for instants', () => {
    executions.filter({ startedAfter: new Date(), startedBefore: undefined });
    // @ts-expect-error neither days nor seconds
    executions.filter({ startedAfter: 7 });
  });

  it('cannot ask open executions how they ended', () => {
    executions.filter({ status: 'CLOSED', closeStatus: 'FAILED', closedAfter: new Date() });
    executions.filter({ closeStatus: 'TIMED_OUT' });
    // @ts-expect-error an open execution has no close status
    executions.filter({ status: 'OPEN', closeStatus: 'FAILED' });
    // @ts-expect-error an open execution has not closed
    executions.filter({ status: 'OPEN', closedAfter: new Date() });
  });

  it('takes a status that is only known when it runs', () => {
    const status = 'OPEN' as 'OPEN' | 'CLOSED' | undefined;
    executions.filter({ status, tag: 'eu' });
    const closeStatus = 'FAILED' as 'FAILED' | 'TIMED_OUT' | undefined;
    executions.filter({ status, closeStatus });
    const filter: ExecutionFilter = { status, closeStatus, closedAfter: new Date() };
    executions.filter(filter);
    // @ts-expect-error there is no such field
    executions.filter({ status, oldestDate: new Date() });
  });
});

describe('what a model is made with', () => {
  it('is what the model has', () => {
    expectTypeOf(domains.create).toBeCallableWith('orders', { retentionPeriodInDays: 30 });
    // @ts-expect-error a timeout is a number of seconds or NONE
    void activityTypes.create('charge-card', '1.0', { defaultTaskStartToCloseTimeout: '30' });
    // @ts-expect-error an execution has a type
    void executions.create('order-1', { input: {} });
  });
});
