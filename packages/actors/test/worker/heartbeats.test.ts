import { setTimeout as delay } from 'node:timers/promises';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { disturbedClient, disturbFirst } from '../support/disturbed-client.js';
import { outcomeOf, running } from '../support/running-worker.js';
import { deferred, next, openService } from '../support/service.js';
import { decideOne, domain, startExecution, workflow } from '../support/workflow.js';

describe('Heartbeats of a worker', () => {
  it('reject details that SWF would refuse', async () => {
    const task = await outcomeOf((_, { heartbeat }) => heartbeat('x'.repeat(2049)));

    expect(task?.reason).toMatch(/details must have 0 to 2048 characters, got 2049/);
  });

  it('carry the latest details', async () => {
    const clock = new VirtualClock();
    await using swf = await openService({ clock });
    const { client } = swf;
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    const worker = new ActivityWorker(domain, 'activities', {
      client,
      activities: {
        activity: (_, { signal, heartbeat }) => {
          for (let step = 1; step <= 5; step += 1) heartbeat({ step });
          return delay(60_000, undefined, { signal });
        },
      },
    });
    await using _running = await Actor.run(decider, worker, { polls: 'abort', graceInSeconds: 0 });
    const beat = next(worker, 'heartbeat');
    const execution = await startExecution(client);
    await beat;

    await clock.advance({ seconds: 61 });

    await closed(client, execution);
    const history = await new HistoryQuerySet(domain).get(execution, { client });
    const task = history.compile().activityTasks.get('one');
    expect(task).toMatchObject({ state: 'timed_out', timeoutType: 'START_TO_CLOSE', details: '{"step":5}' });
  });

  it.each(['thread', 'process'] as const)('keep a busy activity alive in a %s', async (isolation) => {
    const module = new URL('../support/modules/activities.js', import.meta.url);
    await using swf = await running(
      isolated({ module, export: 'toils', isolation, heartbeatTimeout: 1 }),
      {},
      { defaultTaskHeartbeatTimeout: 1 },
    );
    let beats = 0;
    swf.worker.on('heartbeat', () => {
      beats += 1;
    });
    const completed = next(swf.worker, 'completed');
    await swf.start();

    await completed;
    expect(beats).toBeGreaterThan(2);
  });

  it('keep tasks with early details alive if only their type has a heartbeat timeout', async () => {
    const taken = new Map<string, () => void>();
    await using swf = await running(
      (_, { task, heartbeat }) => {
        heartbeat('begun');
        return new Promise<void>((resolve) => taken.set(task.workflowExecution.workflowId, resolve));
      },
      {},
      { defaultTaskHeartbeatTimeout: 1 },
    );
    const beats = new Map<string, number>();
    swf.worker.on('heartbeat', ({ task }) => {
      const { workflowId } = task.workflowExecution;
      beats.set(workflowId, (beats.get(workflowId) ?? 0) + 1);
      // Six beats are twice the timeout.
      if ((beats.get(workflowId) ?? 0) >= 6) taken.get(workflowId)?.();
    });
    for (const workflowId of ['first', 'second', 'third']) {
      const execution = await workflow.startExecution({ workflowId, client: swf.client });
      expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
    }
  });

  it('go on until the answer is accepted, however long it hangs', async () => {
    await using swf = await openService({}, { defaultTaskHeartbeatTimeout: 2, defaultTaskStartToCloseTimeout: 10 });
    const client = disturbedClient(swf.service, disturbFirst('RespondActivityTaskCompleted', 'hangs'));
    const decider = new Decider(domain, 'decisions', { client: swf.client, decide: decideOne });
    const activity = vi.fn(() => 'done');
    const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity } });
    const retry = next(worker, 'retry');
    await using _running = await Actor.run(decider, worker, { polls: 'abort' });
    const execution = await startExecution(swf.client);

    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
    expect(activity).toHaveBeenCalledOnce();
    // Half of what is left of the task, so that there is time for another try.
    const { error } = await retry;
    const [, seconds] = /did not answer within ([\d.]+) seconds/.exec(String(error)) ?? [];
    expect(Number(seconds)).toBeLessThanOrEqual(5);
  });

  it('report a missing permission for their timeouts once, with both remedies', async () => {
    const work = deferred();
    await using swf = await running(() => work.promise);
    swf.service.faults.set([{ operations: ['DescribeActivityType'], fault: 'AccessDeniedException' }]);
    const errors: unknown[] = [];
    swf.worker.on('error', (error) => errors.push(error));
    const retry = next(swf.worker, 'retry');
    await swf.start();

    expect(await retry).toMatchObject({ operation: 'DescribeActivityType', failures: 2 });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/allow swf:DescribeActivityType, or give the activity its heartbeatTimeout/) },
    ]);
    work.resolve();
  });
});
