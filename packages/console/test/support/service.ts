import type { SWFClient } from '@aws-sdk/client-swf';
import { type Console, type ConsoleOptions, createConsole } from '@swf/console';
import { createLocalService, type LocalService, type LocalServiceOptions, VirtualClock } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';

/** A local service on a virtual clock with a domain and a type, and consoles for it. */
export interface TestService extends AsyncDisposable {
  readonly service: LocalService<VirtualClock>;
  readonly clock: VirtualClock;
  readonly client: SWFClient;
  readonly domain: Domain;
  readonly order: WorkflowType;
  /** Creates a console of this service, on its clock. */
  console(options?: ConsoleOptions): TestConsole;
}

/** A console, and requests to it as its page sends them. */
export interface TestConsole {
  readonly console: Console;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Resolves to the JSON of a successful answer. */
  json<Answer>(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  send(method: string, path: string, body?: unknown): Promise<Response>;
}

/** The time at which every service starts. */
const START = new Date('2026-11-28T12:00:00Z');

/** The host that requests are sent to. */
export const HOST = 'http://127.0.0.1:4580';

/** Creates a service with domain `orders` and workflow type `order@1.0`. */
export async function createTestService(options: LocalServiceOptions<VirtualClock> = {}): Promise<TestService> {
  const clock = new VirtualClock({ start: START });
  const service = createLocalService({ ...options, clock });
  const client = service.client();
  const domain = await new Domain('orders', { retentionPeriodInDays: 30 }).save({ client });
  const order = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultTaskStartToCloseTimeout: 60,
    defaultExecutionStartToCloseTimeout: 86_400,
    defaultChildPolicy: 'TERMINATE',
  }).save({ client });
  return {
    service,
    clock,
    client,
    domain,
    order,
    console: (changes) => testConsole(createConsole({ client, clock, ...changes })),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await service.close();
    },
  };
}

/** Sends requests to a console as its page does. */
function testConsole(console: Console): TestConsole {
  const send = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    console.fetch(
      new Request(`${HOST}/api/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${console.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  return {
    console,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    async json<Answer>(path: string) {
      const response = await send('GET', path);
      if (!response.ok) throw new Error(`GET ${path}: ${await response.text()}`);
      return (await response.json()) as Answer;
    },
  };
}

/** Returns the query of a run, without the question mark. */
export function runQuery(workflowId: string, runId = ''): string {
  return new URLSearchParams({ domain: 'orders', id: workflowId, run: runId }).toString();
}

/** Starts `order-1`, `order-2`, ... */
export async function startOrders({ order, client }: TestService, count: number): Promise<readonly string[]> {
  const runIds: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const { runId = '' } = await order.startExecution({ workflowId: `order-${index}`, client });
    runIds.push(runId);
  }
  return runIds;
}
