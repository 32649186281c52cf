import { RegisterDomainCommand, RegisterWorkflowTypeCommand, type SWFClient } from '@aws-sdk/client-swf';
import { type StartOptions, startConsole } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { type LocalServer, type LocalServerOptions, startLocalService, VirtualClock } from '@swf/local';
import { onTestFinished } from 'vitest';

/** The time at which a virtual clock starts. */
export const START = new Date('2026-11-28T12:00:00Z');

/** What a test console can differ in. */
export interface TestConsoleOptions {
  /** Of the service. Default: time stands still at {@link START}. */
  readonly service?: LocalServerOptions<VirtualClock> | undefined;
  /** Of the console. */
  readonly console?: StartOptions | undefined;
  /** Wraps the client that the console sends with. */
  readonly wrap?: ((client: SWFClient) => Pick<SWFClient, 'send'>) | undefined;
  /** Plays what has happened before, by the console's client. */
  readonly play?: ((client: Pick<SWFClient, 'send'>, clock: VirtualClock) => Promise<void>) | undefined;
}

/** A console in front of a local service, in this process. */
export interface TestConsole extends AsyncDisposable {
  readonly service: LocalServer<VirtualClock>;
  /** A client of the service that is not the console's. */
  readonly client: SWFClient;
  /** The address of the console. */
  readonly url: string;
  /** The operations that the console has sent. */
  readonly sent: string[];
  /** Returns the URL of a page, with these parameters. */
  page(path: string, parameters?: Readonly<Record<string, string>>): string;
}

/**
 * Starts a console for one test. It outlives the pages that are opened after it: a page that polls
 * a console which is gone fails its test.
 */
export async function openTestConsole(options: TestConsoleOptions = {}): Promise<TestConsole> {
  const test = await startTestConsole(options);
  onTestFinished(() => test[Symbol.asyncDispose]());
  return test;
}

/**
 * Starts a service with domain `orders` and workflow type `order@1.0`, and a console that may
 * change everything.
 */
export async function startTestConsole(options: TestConsoleOptions = {}): Promise<TestConsole> {
  const clock = new VirtualClock({ start: START });
  const service = await startLocalService({ clock, ...options.service });
  // Tests play actors without sockets; the console has one that breaks with the service.
  const client = service.client({ requestHandler: service.requestHandler });
  const own = service.client();
  await client.send(new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '30' }));
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain: 'orders',
      name: 'order',
      version: '1.0',
      defaultTaskList: { name: 'orders' },
      defaultTaskStartToCloseTimeout: '60',
      defaultExecutionStartToCloseTimeout: '86400',
      defaultChildPolicy: 'TERMINATE',
    }),
  );
  const sent: string[] = [];
  const upstream = options.wrap?.(own) ?? own;
  await options.play?.(options.wrap ? upstream : client, clock);
  const console = await startConsole({
    client: recording(upstream, sent),
    domain: 'orders',
    target: { service: 'local', domain: 'orders', region: 'us-east-1' },
    localEndpoint: service.endpoint,
    changes: kinds,
    virtualClock: {
      now: () => clock.now(),
      advance: (duration) => clock.advance(duration),
      deadlines: () => service.deadlines().map((deadline) => deadline.getTime()),
    },
    pollers: () => service.pollers(),
    ...options.console,
  });
  return {
    service,
    client,
    url: console.url,
    sent,
    page: (path, parameters = {}) => {
      const url = new URL(console.url);
      const query = new URLSearchParams({ domain: 'orders', ...parameters });
      return `${url.origin}${path}?${query}${url.hash}`;
    },
    async [Symbol.asyncDispose]() {
      await console.close();
      client.destroy();
      own.destroy();
      await service.close();
    },
  };
}

function recording(client: Pick<SWFClient, 'send'>, sent: string[]): Pick<SWFClient, 'send'> {
  const send = (command: object, ...rest: readonly unknown[]) => {
    sent.push(command.constructor.name.replace(/Command$/, ''));
    return Reflect.apply(client.send, client, [command, ...rest]) as unknown;
  };
  return { send } as Pick<SWFClient, 'send'>;
}
