import type { SWFClient } from '@aws-sdk/client-swf';
import { createLocalService, type LocalService, type LocalServiceOptions } from '@swf/local';
import type { ActivityTypeOptions } from '@swf/models';
import type { Actor, ActorEvents } from '../../src/index.js';
import { clientOf } from './client.js';
import { activityType, domain, workflow } from './workflow.js';

/** A service of this process in which the domain and the types are registered. */
export async function openService(
  options: LocalServiceOptions = {},
  timeouts: ActivityTypeOptions = {},
): Promise<{ service: LocalService; client: SWFClient } & AsyncDisposable> {
  const service = createLocalService(options);
  // Retries are the actors' own business here, so those of the SDK are off.
  const client = clientOf(service, { maxAttempts: 1 });
  await domain.save({ client });
  await workflow.save({ client });
  await activityType(timeouts).save({ client });
  return { service, client, [Symbol.asyncDispose]: () => service.close() };
}

/** What the next event of that name tells. */
export function next<Task, Name extends keyof ActorEvents>(
  actor: Actor<Task>,
  name: Name,
): Promise<ActorEvents<Task>[Name][0]> {
  return new Promise((resolve) => {
    actor.once(name, (...args: ActorEvents<Task>[Name]) => resolve(args[0]));
  });
}

/** A promise and what resolves it. */
export function deferred<Value = void>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Lets everything happen that is only waiting for its turn. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
