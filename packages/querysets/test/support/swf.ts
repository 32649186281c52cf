import type { SWFClient } from '@aws-sdk/client-swf';
import { createLocalService, type FaultRule, VirtualClock } from '@swf/local';
import { recordRequests, type SentRequest } from './requests.js';

/** A service of a test's own, with a client whose requests are noted. */
export interface Swf extends AsyncDisposable {
  readonly client: SWFClient;
  readonly clock: VirtualClock;
  readonly requests: SentRequest[];
  /** Another client, which sends a request that fails again up to so many times. */
  clientOf(maxAttempts: number): SWFClient;
  /** Injects these faults from now on. */
  injectFaults(...rules: readonly FaultRule[]): void;
}

/** Starts a service in the process. */
export function startSwf(): Swf {
  const clock = new VirtualClock();
  const service = createLocalService({ clock });
  const client = service.client();
  return {
    client,
    clock,
    requests: recordRequests(client),
    clientOf: (maxAttempts) => service.client({ maxAttempts }),
    injectFaults: (...rules) => service.faults.set(rules),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
