import type { SWFClient } from '@aws-sdk/client-swf';
import { createLocalService, type FaultRule, VirtualClock } from '@swf/local';
import { recordRequests, type SentRequest } from './requests.js';

/** A service of one test, with a client whose requests are recorded. */
export interface Swf extends AsyncDisposable {
  readonly client: SWFClient;
  /** The client as the options of a queryset or a request. */
  readonly options: { readonly client: SWFClient };
  readonly clock: VirtualClock;
  readonly requests: SentRequest[];
  /** Makes another client, which sends a failing request up to so many times. */
  clientOf(maxAttempts: number): SWFClient;
  /** Injects these faults from now on. */
  injectFaults(...rules: readonly FaultRule[]): void;
}

/** Starts a service in this process. */
export function startSwf(): Swf {
  const clock = new VirtualClock();
  const service = createLocalService({ clock });
  const client = service.client();
  return {
    client,
    options: { client },
    clock,
    requests: recordRequests(client),
    clientOf: (maxAttempts) => service.client({ maxAttempts }),
    injectFaults: (...rules) => service.faults.set(rules),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
