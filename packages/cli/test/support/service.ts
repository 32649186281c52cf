import type { SWFClient } from '@aws-sdk/client-swf';
import { type LocalServer, type LocalServiceOptions, startLocalService, VirtualClock } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { set } from '@swf/settings';
import { type Ran, type ShellChanges, swf } from './swf.js';

/** A local service with a domain and a type, and `swf` against it. */
export interface TestService extends AsyncDisposable {
  readonly service: LocalServer;
  readonly clock: VirtualClock;
  readonly client: SWFClient;
  readonly domain: Domain;
  readonly order: WorkflowType;
  /** The options that choose this service as the target, as commands that are printed have them. */
  readonly options: string;
  /** Runs `swf` with this service as its target, at the service's time. */
  swf(argv: readonly string[], changes?: ShellChanges): Promise<Ran>;
}

/** The time at which every service starts. */
const START = new Date('2026-11-28T12:00:00Z');

/** Starts a service that listens, with domain `orders` and workflow type `order@1.0`. */
export async function startTestService(options: Pick<LocalServiceOptions, 'logger'> = {}): Promise<TestService> {
  set({ accessKeyId: 'local', secretAccessKey: 'local' });
  const clock = new VirtualClock({ start: START });
  const service = await startLocalService({ clock, ...options });
  const client = service.client();
  const domain = await new Domain('orders', { retentionPeriodInDays: 30 }).save({ client });
  const order = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultTaskStartToCloseTimeout: 60,
    defaultExecutionStartToCloseTimeout: 86_400,
    defaultChildPolicy: 'TERMINATE',
  }).save({ client });
  const target = { '--endpoint': service.endpoint, '--region': 'us-east-1', '--domain': 'orders' };
  const withTarget = (argv: readonly string[]) => [
    ...argv,
    ...Object.entries(target).flatMap((option) => (argv.includes(option[0]) ? [] : option)),
  ];
  return {
    service,
    clock,
    client,
    domain,
    order,
    options: `--region us-east-1 --endpoint ${service.endpoint} --domain orders`,
    swf: (argv, changes) => swf(withTarget(argv), { now: () => new Date(clock.now()), ...changes }),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await service.close();
    },
  };
}

/** Starts `order-1`, `order-2`, ... */
export async function startOrders({ order, client }: TestService, count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1) await order.startExecution({ workflowId: `order-${index}`, client });
}

/** The workflow ids of the open executions, oldest first. */
export async function openIds({ domain, client }: TestService): Promise<readonly string[]> {
  const executions = new WorkflowExecutionQuerySet(domain, { client }).filter({ status: 'OPEN' }).reverse();
  return (await executions.all()).map(({ workflowId }) => workflowId);
}
