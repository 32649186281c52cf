import {
  type ActivityFunction,
  ActivityWorker,
  Actor,
  type ActorLogger,
  type DecideFunction,
  Decider,
  type LogFields,
} from '@swf/actors';
import { describe, expect, it, vi } from 'vitest';
import { openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

const EXECUTIONS = 50;

/** Counts what actors allocate for each task of 50 executions of one activity each. */
async function costOf(activity: ActivityFunction, decide: DecideFunction, logger?: ActorLogger) {
  await using swf = await openService({}, { defaultTaskHeartbeatTimeout: 'NONE' });
  const { client } = swf;
  const counts = { controllers: 0, timers: 0, fields: 0, decisions: 0, activities: 0 };
  class CountingWorker extends ActivityWorker {
    protected override fields(...args: Parameters<ActivityWorker['fields']>): LogFields {
      counts.fields += 1;
      return super.fields(...args);
    }
  }
  class CountingDecider extends Decider {
    protected override fields(...args: Parameters<Decider['fields']>): LogFields {
      counts.fields += 1;
      return super.fields(...args);
    }
  }
  const options = { client, logger, concurrency: 1, minimumPollers: 1 };
  const decider = new CountingDecider(domain, 'decisions', { ...options, decide });
  const worker = new CountingWorker(domain, 'activities', { ...options, activities: { activity } });
  const actors = await Actor.run(decider, worker);
  const closed = new Promise<void>((resolve) => {
    decider.on('done', () => {
      counts.decisions += 1;
      if (counts.decisions === 2 * EXECUTIONS) resolve();
    });
  });
  worker.on('done', () => {
    counts.activities += 1;
  });
  counts.fields = 0;
  const Original = AbortController;
  vi.stubGlobal(
    'AbortController',
    class extends Original {
      constructor() {
        super();
        counts.controllers += 1;
      }
    },
  );
  const setOriginal = setTimeout;
  vi.stubGlobal('setTimeout', (...args: Parameters<typeof setTimeout>) => {
    // The service shares the process.
    if (!new Error('timer set').stack?.includes('/packages/local/')) counts.timers += 1;
    return setOriginal(...args);
  });
  for (let index = 0; index < EXECUTIONS; index += 1) await startExecution(client, `w${index}`);
  await closed;
  vi.unstubAllGlobals();
  const { fields, controllers, timers } = counts;
  await actors.stop({ polls: 'abort' });
  const tasks = counts.decisions + counts.activities;
  return { controllers: controllers / tasks, timers: timers / tasks, fields };
}

describe('One task', () => {
  it('costs no AbortController of its own, and no log fields', async () => {
    const { controllers, fields } = await costOf(() => 'done', decideOne);
    expect(controllers).toBeLessThanOrEqual(0.1);
    expect(fields).toBe(0);
  });

  it('costs a timer for its poll, its answer, its timeout and its heartbeats', async () => {
    const { timers } = await costOf(() => 'done', decideOne);
    // Decisions, which are two thirds of the tasks here, have no heartbeats.
    expect(timers).toBeLessThanOrEqual(3.5);
  });

  it('costs an AbortController if its signal is read', async () => {
    const { controllers } = await costOf(
      (_input, { signal }) => signal.aborted,
      (task, { signal }) => {
        signal.throwIfAborted();
        return decideOne(task);
      },
    );
    expect(controllers).toBeGreaterThan(0.9);
    expect(controllers).toBeLessThanOrEqual(1.1);
  });

  it('costs log fields only for the enabled log levels', async () => {
    const debug = vi.fn();
    const logger = { debug, info() {}, warn() {}, error() {}, isLevelEnabled: (level: string) => level !== 'debug' };
    await costOf(() => 'done', decideOne, logger);
    expect(debug).not.toHaveBeenCalled();

    const { fields } = await costOf(() => 'done', decideOne, { ...logger, isLevelEnabled: () => true });
    expect(debug).toHaveBeenCalledTimes(3 * EXECUTIONS);
    expect(new Set(debug.mock.calls.map(([, message]) => message))).toEqual(new Set(['task started']));
    expect(fields).toBeGreaterThanOrEqual(3 * EXECUTIONS);
  });
});
