import { ActivityWorker, Actor, Decider, type DecisionTask } from '@swf/actors';
import { startLocalService } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/client.js';
import { closed } from '../support/closed.js';
import { charge, decideOrder, domain, order, register, ship } from '../support/orders.js';

describe('Actors', () => {
  it('fulfill orders over HTTP as one decider and two workers', async () => {
    await using service = await startLocalService();
    const client = clientOf(service);
    await register(client);
    const decider = new Decider(domain, 'orders', { client, decide: decideOrder });
    const payments = new ActivityWorker(domain, 'payments', {
      client,
      activities: { [charge.name]: (input: { amount: number }) => ({ charged: input.amount }) },
    });
    const shipping = new ActivityWorker(domain, 'shipping', {
      client,
      activities: { [ship.name]: (sku) => `${sku} sent` },
    });

    const running = await Actor.run(decider, payments, shipping);
    const executions = await Promise.all(
      Array.from({ length: 8 }, (_, index) => order.startExecution({ workflowId: `order-${index}`, client })),
    );
    const ended = await Promise.all(executions.map((execution) => closed(client, execution, 20)));
    await running.stop({ polls: 'abort' });

    expect(ended.map(({ closeStatus }) => closeStatus)).toEqual(executions.map(() => 'COMPLETED'));
    expect([decider.state, payments.state, shipping.state]).toEqual(['stopped', 'stopped', 'stopped']);
  });

  it('can be subclassed', async () => {
    await using service = await startLocalService();
    const client = clientOf(service);
    await register(client);
    class OrderDecider extends Decider {
      override decide(task: DecisionTask) {
        return decideOrder(task);
      }
    }
    class Worker extends ActivityWorker {
      override async perform() {
        return 'done';
      }
    }
    await using _running = await Actor.run(
      new OrderDecider(domain, 'orders', { client }),
      new Worker(domain, 'payments', { client }),
      new Worker(domain, 'shipping', { client }),
      { polls: 'abort' },
    );

    const execution = await order.startExecution({ workflowId: 'inherited', client });

    expect(await closed(client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
  });
});
