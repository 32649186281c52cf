import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closed, passUntilClosed } from '../support/closed.js';
import type { Disturbance } from '../support/disturbed-client.js';
import { eventually } from '../support/eventually.js';
import { outcomeOf, running } from '../support/running-worker.js';
import { deferred, next, openService } from '../support/service.js';
import { passUntil, useVirtualTime } from '../support/virtual-time.js';
import { virtualWorker } from '../support/virtual-worker.js';
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
    useVirtualTime();
    const folder = mkdtempSync(join(tmpdir(), 'swf-busy-'));
    const file = join(folder, 'busy');
    vi.stubEnv('BUSY_FILE', file);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });
    const module = new URL('../support/modules/activities.js', import.meta.url);
    await using swf = await running(
      isolated({ module, export: 'toils', isolation, heartbeatTimeout: 3 }),
      {},
      { defaultTaskHeartbeatTimeout: 3 },
    );
    let beats = 0;
    swf.worker.on('heartbeat', () => {
      beats += 1;
    });
    const completed = next(swf.worker, 'completed');
    const execution = await swf.start();
    await eventually(() => expect(existsSync(file)).toBe(true));
    const before = beats;
    // Six beats are twice the timeout.
    await passUntil(() => beats > before + 6, 60);
    rmSync(file);

    await completed;
    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('keep tasks with early details alive if only their type has a heartbeat timeout', async () => {
    useVirtualTime();
    const taken = new Map<string, () => void>();
    await using swf = await running(
      (_, { task, heartbeat }) => {
        heartbeat('begun');
        return new Promise<void>((resolve) => taken.set(task.workflowExecution.workflowId, resolve));
      },
      {},
      // Shorter than the time between heartbeats as long as the type is not known.
      { defaultTaskHeartbeatTimeout: 3 },
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
      expect(await passUntilClosed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
    }
  });

  it('go on until the answer is accepted, however long it hangs', async () => {
    const tries: Disturbance[] = ['hangs'];
    const activity = vi.fn(() => 'done');
    await using swf = await virtualWorker({
      activity,
      type: { defaultTaskHeartbeatTimeout: 2, defaultTaskStartToCloseTimeout: 10 },
      disturb: (operation) => (operation === 'RespondActivityTaskCompleted' ? tries.shift() : undefined),
    });
    const retry = next(swf.worker, 'retry');

    expect(await passUntilClosed(swf.client, swf.execution)).toMatchObject({ closeStatus: 'COMPLETED' });
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
