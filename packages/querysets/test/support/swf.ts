import type { SWFClient } from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import { recordRequests, type SentRequest } from './requests.js';

/** A service of a test's own, with a client whose requests are noted. */
export interface Swf extends AsyncDisposable {
  readonly client: SWFClient;
  readonly clock: VirtualClock;
  readonly requests: SentRequest[];
}

export type Faults = NonNullable<Parameters<typeof createLocalService>[0]>['faults'];

/** Starts a service in the process. */
export function startSwf(faults?: Faults): Swf {
  const clock = new VirtualClock();
  const service = createLocalService({ clock, ...(faults && { faults }) });
  const client = service.client();
  return {
    client,
    clock,
    requests: recordRequests(client),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
