import type { SWFClient, SWFClientConfig } from '@aws-sdk/client-swf';
import type { Actor, ActorEvents } from '@swf/actors';
import {
  createLocalService,
  type LocalServer,
  type LocalServerOptions,
  type LocalService,
  type LocalServiceOptions,
  startLocalService,
} from '@swf/local';
import type { ActivityTypeOptions } from '@swf/models';
import { clientOf } from './client.js';
import { activityType, domain, workflow } from './workflow.js';

/** A service, and a client that has registered the domain and the types there. */
type Opened<Service> = { service: Service; client: SWFClient } & AsyncDisposable;

/** Opens a service in this process. Its client does not retry: the actors do. */
export function openService(
  options: LocalServiceOptions = {},
  timeouts: ActivityTypeOptions = {},
): Promise<Opened<LocalService>> {
  return opened(createLocalService(options), timeouts, { maxAttempts: 1 });
}

/** Opens a service over HTTP, for programs in other processes. */
export async function openServer(
  options: LocalServerOptions = {},
  timeouts: ActivityTypeOptions = {},
): Promise<Opened<LocalServer>> {
  return opened(await startLocalService(options), timeouts);
}

async function opened<Service extends LocalService>(
  service: Service,
  timeouts: ActivityTypeOptions,
  config?: SWFClientConfig,
): Promise<Opened<Service>> {
  const client = clientOf(service, config);
  await domain.save({ client });
  await workflow.save({ client });
  await activityType(timeouts).save({ client });
  return { service, client, [Symbol.asyncDispose]: () => service.close() };
}

/** Resolves to the value of the next event of that name. */
export function next<Task, Name extends keyof ActorEvents>(
  actor: Actor<Task>,
  name: Name,
): Promise<ActorEvents<Task>[Name][0]> {
  return new Promise((resolve) => {
    actor.once(name, (...args: ActorEvents<Task>[Name]) => resolve(args[0]));
  });
}

/** Returns a promise and the function that resolves it. */
export function deferred<Value = void>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Lets pending work on the event loop happen. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
