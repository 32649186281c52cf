import {
  ActivityTypeQuerySet,
  DomainQuerySet,
  type WorkflowExecutionQuerySet,
  WorkflowTypeQuerySet,
} from '@swf/querysets';
import { describe, expect, it } from 'vitest';
import { DOMAIN } from './support/executions.js';
import { startOrders, terminate, workflowType } from './support/orders.js';

const NO_FILTERS = {
  executionFilter: undefined,
  typeFilter: undefined,
  tagFilter: undefined,
  closeStatusFilter: undefined,
  closeTimeFilter: undefined,
  name: undefined,
};

/**
 * Starts a service that ignores the filters of listings and lists everything, a model on each page.
 */
async function startIgnorant() {
  const swf = await startOrders();
  swf.client.middlewareStack.add(
    (next, context) => (args) => {
      if (!String(context.commandName).startsWith('List')) return next(args);
      const isOfExecutions = String(context.commandName).includes('Executions');
      const startTimeFilter = isOfExecutions ? { oldestDate: new Date(0) } : undefined;
      return next({ ...args, input: { ...args.input, ...NO_FILTERS, startTimeFilter, maximumPageSize: 1 } });
    },
    { step: 'initialize' },
  );
  return swf;
}

describe('a service that ignores filters', () => {
  it('never pairs a workflow id with the run of another execution', async () => {
    await using swf = await startIgnorant();
    for (const workflowId of ['w6', 'w7', 'w8']) {
      await swf.executions.create(workflowId, { workflowType });
      await swf.clock.advance({ seconds: 1 });
    }
    await terminate(swf, 'w6');
    const w7 = await swf.executions.get('w7');

    expect(w7.workflowId).toBe('w7');
    await w7.terminate({ client: swf.client });
    expect((await swf.executions.get('w8')).executionStatus).toBe('OPEN');
    expect(await swf.executions.get('w6')).toMatchObject({ workflowId: 'w6', closeStatus: 'TERMINATED' });
    await expect(swf.executions.get('w9')).rejects.toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it('never passes the open run of another execution for one to start', async () => {
    await using swf = await startIgnorant();
    await swf.executions.create('w8', { workflowType });
    const [w7, created] = await swf.executions.getOrCreate('w7', { workflowType });
    await swf.executions.create('w9', { workflowType });
    const [again, createdAgain] = await swf.executions.getOrCreate('w7', { workflowType });

    expect([w7.workflowId, created]).toEqual(['w7', true]);
    expect([again.runId, createdAgain]).toEqual([w7.runId, false]);
  });

  it('lists only the executions that match', async () => {
    await using swf = await startIgnorant();
    const before = new Date(swf.clock.now());
    await swf.executions.create('eu-1', { workflowType, tagList: ['eu'] });
    await swf.executions.create('us-1', { workflowType, tagList: ['us'] });
    await terminate(swf, 'us-1');
    await swf.clock.advance({ minutes: 1 });
    const after = new Date(swf.clock.now());
    await swf.executions.create('eu-2', { workflowType, tagList: ['eu'] });
    const ids = async (filter: Parameters<WorkflowExecutionQuerySet['filter']>[0]) =>
      (await swf.executions.filter(filter).all()).map(({ workflowId }) => workflowId);

    expect(await ids({ tag: 'eu' })).toEqual(['eu-2', 'eu-1']);
    expect(await ids({ workflowId: 'eu-1' })).toEqual(['eu-1']);
    expect(await ids({ type: { name: 'order', version: '9' } })).toEqual([]);
    expect(await ids({ closeStatus: 'FAILED' })).toEqual([]);
    expect(await ids({ status: 'OPEN', startedBefore: after })).toEqual(['eu-1']);
    expect(await ids({ closedAfter: after })).toEqual([]);
    expect(await ids({ closedAfter: before })).toEqual(['us-1']);
    expect((await swf.executions.filter({ tag: 'us' }).first())?.workflowId).toBe('us-1');
  });

  it('lists only the types of the name', async () => {
    await using swf = await startIgnorant();
    for (const TypeQuerySet of [ActivityTypeQuerySet, WorkflowTypeQuerySet]) {
      const types = new TypeQuerySet(DOMAIN, swf.options);
      for (const name of ['a', 'b', 'c']) await types.create(name, '1');

      expect((await types.filter({ name: 'b' }).all()).map(({ name }) => name)).toEqual(['b']);
      expect(await types.filter({ name: 'nothing' }).exists()).toBe(false);
    }
  });

  it('lists only domains and types of the status', async () => {
    await using swf = await startOrders();
    const domains = new DomainQuerySet(swf.options);
    const types = new WorkflowTypeQuerySet(DOMAIN, swf.options);
    swf.client.middlewareStack.add(
      (next) => (args) => next({ ...args, input: { ...args.input, registrationStatus: 'REGISTERED' } }),
      { step: 'initialize' },
    );

    expect(await domains.filter({ status: 'DEPRECATED' }).all()).toEqual([]);
    expect(await types.filter({ status: 'DEPRECATED' }).all()).toEqual([]);
    expect(await types.exists()).toBe(true);
  });
});
