import {
  ActivityTask,
  ActivityType,
  Difference,
  Domain,
  type DomainOptions,
  ModelDiff,
  TaskList,
  WorkflowExecution,
  WorkflowType,
} from '@swf/models';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, POLLED, registered, useLocalService } from './support/local.js';

useLocalService();

class TeamDomain extends Domain {
  team = 'fulfillment';

  get title(): string {
    return `${this.name} of ${this.team}`;
  }
}

/** Takes an option of its own, and another signature than its base class. */
class OwnedDomain extends Domain {
  readonly owner: string | undefined;

  constructor({ owner, ...options }: DomainOptions & { readonly owner?: string } = {}) {
    super('orders', options);
    this.owner = owner;
  }
}

class Charge extends ActivityType {
  retries = 3;
}

class Order extends WorkflowType {
  retries = 3;
}

class OrderExecution extends WorkflowExecution {
  attempt = 1;
}

class Payment extends ActivityTask {
  currency = 'EUR';
}

describe('a subclass of a model', () => {
  it('adds fields', () => {
    const domain = new TeamDomain('orders');
    domain.team = 'shipping';

    expect(domain.title).toBe('orders of shipping');
  });

  it('keeps its class and its fields in copies', () => {
    const domain = new TeamDomain('orders');
    domain.team = 'shipping';
    const copy = domain.with({ description: 'Orders' });

    expect(copy).toBeInstanceOf(TeamDomain);
    expect(copy.title).toBe('orders of shipping');
    expect(copy.description).toBe('Orders');
    expect(domain.description).toBeUndefined();
    copy.team = 'billing';
    expect(copy.title).toBe('orders of billing');
  });

  it('takes its own options out before it calls super, and may have its own signature', () => {
    const domain = new OwnedDomain({ owner: 'ops', description: 'Orders' });

    expect(domain.with({ description: 'All orders' })).toMatchObject({
      name: 'orders',
      owner: 'ops',
      description: 'All orders',
    });
    expect(() => new OwnedDomain({ ownr: 'ops' } as object)).toThrow('unknown option "ownr"');
  });

  it('keeps its class and its fields upstream, and in all that is made of it', async () => {
    await registered();
    const domain = new TeamDomain('orders');
    domain.team = 'shipping';

    for (const model of [await domain.upstream(), await domain.deprecate(), await domain.undeprecate()]) {
      expect(model).toBeInstanceOf(TeamDomain);
      expect(model.team).toBe('shipping');
    }
    expect(await domain.upstream()).toMatchObject({ retentionPeriodInDays: 30 });
    expect(await domain.isSynced()).toBe(true);
  });

  it('keeps its class as a type, with its lifecycle', async () => {
    await registered();
    const types = [
      new Charge({ name: 'orders' }, 'charge', '2.0', { defaultTaskList: 'payments' }),
      new Order({ name: 'orders' }, 'order', '2.0', DEFAULTS),
    ];
    for (const type of types) {
      type.retries = 5;
      const saved = await type.save();
      const deprecated = await saved.deprecate();
      const models = [await saved.upstream(), deprecated, await deprecated.undeprecate(), saved.with({ version: '3' })];

      expect(models.map((model) => [model.constructor, model.retries])).toEqual(
        models.map(() => [type.constructor, 5]),
      );
    }
  });

  it('keeps its class as an execution, until it is closed', async () => {
    const { order } = await registered();
    const { runId } = await order.startExecution({ workflowId: 'order-42' });
    const execution = new OrderExecution({ name: 'orders' }, 'order-42', { runId });
    execution.attempt = 2;
    await execution.terminate();
    const closed = await execution.waitUntilClosed();

    expect(closed).toBeInstanceOf(OrderExecution);
    expect(closed).toMatchObject({ attempt: 2, closeStatus: 'TERMINATED' });
    expect(closed.with({ runId: 'another' })).toMatchObject({ attempt: 2, closeStatus: undefined });
  });

  it('is what its own static methods return', () => {
    const task = Payment.fromPoll({ name: 'orders' }, 'payments', POLLED);
    const info = { workflowType: { name: 'order', version: '1' }, status: 'REGISTERED', creationDate: 1 } as const;

    expect(TeamDomain.fromInfo({ name: 'orders', status: 'REGISTERED' }).title).toBe('orders of fulfillment');
    expect(Order.fromInfo({ name: 'orders' }, info).retries).toBe(3);
    expect(task).toBeInstanceOf(Payment);
    expect(task?.with({ taskToken: 'other' })).toMatchObject({ currency: 'EUR', taskToken: 'other' });
  });

  it('is kept as the domain of types, executions and task lists', () => {
    const domain = new TeamDomain('orders');

    expect(new Order(domain, 'order', '1').domain).toBe(domain);
    expect(new WorkflowExecution(domain, 'order-42').domain).toBe(domain);
  });

  it('shows and compares the attributes of its base class', () => {
    expect(new TeamDomain('orders').toJSON()).toEqual({ name: 'orders', status: 'REGISTERED' });
    expect(new TeamDomain('orders').equals(new Domain('orders'))).toBe(true);
  });

  it('may freeze itself, and its copies are then frozen', () => {
    class Frozen extends Domain {
      readonly team: string;

      constructor(name: string, options?: DomainOptions) {
        super(name, options);
        this.team = 'fulfillment';
        Object.freeze(this);
      }
    }

    expect(Object.isFrozen(new Frozen('orders').with({ description: 'x' }))).toBe(true);
  });

  it('can be one of every class', () => {
    class Queue extends TaskList {
      workers = 2;
    }
    class Detail extends Difference {
      why = 'unknown';
    }
    class Diff extends ModelDiff {
      seen = true;
    }

    expect(new Queue({ name: 'orders' }, 'payments').workers).toBe(2);
    expect(new Diff([new Detail('status', 1, 2)]).seen).toBe(true);
  });
});

describe('a model of this package', () => {
  it('is frozen, as are its copies', () => {
    const domain = new Domain('orders');
    const models = [
      domain,
      domain.with({ description: 'x' }),
      new ActivityType(domain, 'x', '1'),
      new WorkflowType(domain, 'x', '1').with({}),
      new WorkflowExecution(domain, 'x'),
      new ActivityTask(domain, 'x', POLLED),
      new TaskList(domain, 'x'),
      new ModelDiff(),
      new Difference('x', 1, 2),
    ];

    expect(models.every(Object.isFrozen)).toBe(true);
  });
});
