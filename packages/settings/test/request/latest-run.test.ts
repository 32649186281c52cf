import {
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  StartWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import { DoesNotExistError } from '@swf/settings/errors';
import { type Client, latestRunId } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';

const domain = 'orders';
const workflowType = { name: 'order', version: '1' };

async function startService() {
  const clock = new VirtualClock();
  const service = createLocalService({ clock });
  const client = service.client();
  await client.send(new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: '1' }));
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain,
      ...workflowType,
      defaultTaskList: { name: 'orders' },
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: '3600',
      defaultTaskStartToCloseTimeout: '60',
    }),
  );
  /** Starts a run, a second after the one before, so that the runs have an order. */
  const start = async (workflowId: string) => {
    await clock.advance({ seconds: 1 });
    const { runId } = await client.send(new StartWorkflowExecutionCommand({ domain, workflowId, workflowType }));
    return runId;
  };
  const terminate = (workflowId: string) => client.send(new TerminateWorkflowExecutionCommand({ domain, workflowId }));
  return { client, start, terminate, [Symbol.asyncDispose]: () => service.close() };
}

/** A client of a service that ignores the filter of a listing. */
function ignoringFilters(client: Client): Client {
  return {
    send: (command: { input: { executionFilter?: object } }, options: object) => {
      delete command.input.executionFilter;
      return client.send(command as never, options);
    },
  } as Client;
}

describe('latestRunId', () => {
  it('is the open run', async () => {
    await using swf = await startService();
    await swf.start('order-42');
    await swf.terminate('order-42');
    const open = await swf.start('order-42');
    expect(await latestRunId({ domain, workflowId: 'order-42' }, { client: swf.client })).toBe(open);
  });

  it('is the latest closed run if none is open', async () => {
    await using swf = await startService();
    await swf.start('order-42');
    await swf.terminate('order-42');
    const latest = await swf.start('order-42');
    await swf.terminate('order-42');
    expect(await latestRunId({ domain, workflowId: 'order-42' }, { client: swf.client })).toBe(latest);
  });

  it('is never the run of another execution, even if the service ignores the filter', async () => {
    await using swf = await startService();
    const client = ignoringFilters(swf.client);
    const asked = await swf.start('order-42');
    await swf.start('order-43');
    expect(await latestRunId({ domain, workflowId: 'order-42' }, { client })).toBe(asked);
    await expect(latestRunId({ domain, workflowId: 'order-44' }, { client })).rejects.toSatisfy(DoesNotExistError.is);
  });

  it('looks for one run, whenever it started', async () => {
    await using swf = await startService();
    const inputs: object[] = [];
    const client = {
      send: (command: { readonly input: object }, options: object) => {
        inputs.push(command.input);
        return swf.client.send(command as never, options);
      },
    } as Client;
    await latestRunId({ domain, workflowId: 'order-42' }, { client }).catch(() => {});
    const query = { domain, executionFilter: { workflowId: 'order-42' }, maximumPageSize: 1 };

    expect(inputs).toEqual(Array(2).fill({ ...query, startTimeFilter: { oldestDate: new Date(0) } }));
  });

  it('does not exist if no run is listed', async () => {
    await using swf = await startService();
    await expect(latestRunId({ domain, workflowId: 'order-42' }, { client: swf.client })).rejects.toThrow(
      'WorkflowExecution "order-42" of domain "orders" does not exist',
    );
  });
});
