import { startLocalService } from '@swf/local';
import { afterAll, describe, expect, it } from 'vitest';
import { type Gateway, iamGateway } from '../../iam-gateway.js';
import { BIN, clientOf, domain, openAccount, order, policy } from '../../policy-account.js';

const account = await openAccount();
const { client, service } = account;
afterAll(() => account.close());

/** Runs commands of `swf`, each of which must do what it says. */
async function swf(gateway: Gateway, commands: readonly string[], codes: readonly number[] = [0]): Promise<void> {
  for (const command of commands) {
    const { code, stderr } = await account.node([BIN, ...command.split(' '), '--domain', 'orders'], gateway.endpoint);
    expect(codes, `swf ${command}: ${code} ${stderr}`).toContain(code);
  }
  expect(gateway.denied).toEqual([]);
}

describe('swf', () => {
  it('reads with the read-only policy', async () => {
    const open = await order.startExecution({ workflowId: 'order-1', client });
    await (await order.startExecution({ workflowId: 'order-2', client })).terminate({ client });
    await using gateway = await iamGateway(service, policy('read-only'));
    await swf(
      gateway,
      [
        ...[
          'doctor',
          'list',
          'list status:open type:order@1.0',
          'list closed:terminated',
          'count',
          'count status:open',
        ],
        ...['describe order-1', 'describe order-2', 'why order-1', 'why status:open --deep 1', 'explain order-1'],
        ...['history order-1', 'timeline order-1', 'stats order-1', 'tree order-1', 'dump order-2'],
        ...['wait order-2', 'types dump', 'task-list show payments', 'task-list find --yes'],
        ...['workflow-type list', 'workflow-type describe order@1.0', 'activity-type list'],
        ...['activity-type describe charge-card@1.0', 'domain list', 'domain describe orders', 'domain tags orders'],
      ],
      [0, 8],
    );
    await open.terminate({ client });
  });

  it('changes executions with the policy of an operator', async () => {
    await using gateway = await iamGateway(service, policy('operator'));
    await swf(gateway, [
      ...['start order@1.0 --id order-3', 'signal order-3 hello', 'cancel order-3', 'terminate order-3'],
      ...['restart order-3', 'signal type:order@1.0 --signal hello --yes', 'terminate status:open --yes'],
    ]);
    expect([...gateway.used]).toEqual(
      expect.arrayContaining([
        'StartWorkflowExecution',
        'SignalWorkflowExecution',
        'RequestCancelWorkflowExecution',
        'TerminateWorkflowExecution',
      ]),
    );
  });

  it('registers, retires and tags with the policy of a registrar', async () => {
    // Of its own: a domain that is deprecated deprecates its types.
    await using own = await startLocalService();
    await domain.save({ client: clientOf(own) });
    await using gateway = await iamGateway(own, policy('registrar'));
    await swf(gateway, [
      'workflow-type register refund@1.0 --default-task-list refunds',
      'activity-type register refund@1.0 --default-task-list refunds',
      ...['workflow-type', 'activity-type'].flatMap((noun) =>
        ['deprecate', 'undeprecate', 'deprecate', 'delete'].map(
          (verb) => `${noun} ${verb} refund@1.0${verb === 'delete' ? ' --yes' : ''}`,
        ),
      ),
      'domain register elsewhere --retention-period-in-days 1',
      ...[
        'domain tag orders team=a',
        'domain untag orders team',
        'domain deprecate orders',
        'domain undeprecate orders',
      ],
    ]);
  });
});
