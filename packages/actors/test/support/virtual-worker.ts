import { type ActivityHandler, ActivityWorker, type ActivityWorkerOptions, Actor, Decider } from '@swf/actors';
import { type History, HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import type { ActivityTypeOptions } from '@swf/models';
import { clientOf } from './client.js';
import { type Disturbance, disturbedClient } from './disturbed-client.js';
import { silent } from './silent.js';
import { pass, passDuring, useVirtualTime } from './virtual-time.js';
import { activityType, decideOne, domain, startExecution, workflow } from './workflow.js';

/** One request of the worker, as it left for SWF. */
interface SentRequest {
  readonly operation: string;
  /** Seconds since the activity began, to a tenth. */
  readonly at: number;
  readonly details: string | undefined;
}

/** How a worker and its service behave. */
export interface VirtualWorkerOptions {
  readonly activity: ActivityHandler;
  /** The timeouts of the registered type. */
  readonly type?: ActivityTypeOptions;
  /** What happens to a request, the seconds since the activity began given. */
  readonly disturb?: (operation: string, seconds: number) => Disturbance | undefined;
  readonly worker?: ActivityWorkerOptions;
}

/** Starts a worker on virtual time that performs the one activity of one execution. */
export async function virtualWorker({ activity, type, disturb = () => undefined, worker: more }: VirtualWorkerOptions) {
  useVirtualTime();
  const service = createLocalService();
  const calm = clientOf(service, { maxAttempts: 1 });
  for (const model of [domain, workflow, activityType(type)]) await model.save({ client: calm });
  const sent: SentRequest[] = [];
  let begunAt = Number.NaN;
  const seconds = () => (performance.now() - begunAt) / 1000;
  const client = disturbedClient(service, (operation, body) => {
    if (operation.startsWith('Poll')) return undefined;
    if (operation !== 'credentials') {
      sent.push({ operation, at: Math.round(seconds() * 10) / 10, details: JSON.parse(body).details });
    }
    return Number.isNaN(begunAt) ? undefined : disturb(operation, seconds());
  });
  const decider = new Decider(domain, 'decisions', { client: calm, logger: silent, decide: decideOne });
  const worker = new ActivityWorker(domain, 'activities', {
    client,
    logger: silent,
    activities: { activity },
    ...more,
  });
  worker.on('task', () => {
    begunAt = performance.now();
  });
  const actors = await Actor.run(decider, worker);
  const execution = await startExecution(calm);
  await pass(0);
  return {
    service,
    worker,
    decider,
    execution,
    client: calm,
    sent,
    /** The seconds at which heartbeats were sent. */
    beats: () => sent.filter(({ operation }) => operation === 'RecordActivityTaskHeartbeat').map(({ at }) => at),
    history: (): Promise<History> => new HistoryQuerySet(domain).get(execution, { client: calm }),
    async [Symbol.asyncDispose]() {
      await passDuring(actors.stop({ polls: 'abort', graceInSeconds: 0 }));
      await service.close();
    },
  };
}
