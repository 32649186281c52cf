import { setTimeout as delay } from 'node:timers/promises';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { expect, test } from 'vitest';
import { ActivityWorker, Actor, Decider } from '../../src/index.js';
import { closed } from '../support/closed.js';
import { outcomeOf, running } from '../support/running-worker.js';
import { next, openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

test('refuses details of a heartbeat that SWF would refuse', async () => {
  const task = await outcomeOf((_, { heartbeat }) => heartbeat('x'.repeat(2049)));

  expect(task?.reason).toMatch(/details must have 0 to 2048 characters, not 2049/);
});

test('carries the latest details in its heartbeats', async () => {
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

test.each(['thread', 'process'] as const)('keeps a busy activity alive in a %s', async (isolation) => {
  const module = new URL('../support/modules/activities.js', import.meta.url);
  await using swf = await running(
    { module, export: 'toils', isolation, heartbeatTimeout: 1 },
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
