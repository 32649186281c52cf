import { type Activities, ActivityWorker, type ActivityWorkerOptions, Actor, Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { vi } from 'vitest';
import { closed } from './closed.js';
import { openService } from './service.js';
import { passDuring } from './virtual-time.js';
import { decideOne, domain, startExecution } from './workflow.js';

/** Starts a decider and a worker of one activity; `start` starts an execution for them. */
export async function running(activity: Activities[string], options: ActivityWorkerOptions = {}, timeouts = {}) {
  const swf = await openService({}, timeouts);
  const { client } = swf;
  const decider = new Decider(domain, 'decisions', { client, decide: decideOne, logger: options.logger });
  const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity }, ...options });
  const actors = await Actor.run(decider, worker, { polls: 'abort' });
  return {
    client,
    service: swf.service,
    worker,
    decider,
    start: () => startExecution(client),
    async [Symbol.asyncDispose]() {
      const stopped = actors.stop({ polls: 'abort', graceInSeconds: 0 });
      // Time must pass for work that goes on, as it does when a test fails.
      await (vi.isFakeTimers() ? passDuring(stopped) : stopped);
      await swf[Symbol.asyncDispose]();
    },
  };
}

/** Runs the activity; returns its task in the history of the execution. */
export async function outcomeOf(activity: Activities[string], timeouts = {}) {
  await using swf = await running(activity, {}, timeouts);
  const execution = await swf.start();
  await closed(swf.client, execution);
  const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
  return history.compile().activityTasks.get('one');
}
