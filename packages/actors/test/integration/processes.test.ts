import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { HistoryQuerySet } from '@swf/history';
import { startLocalService } from '@swf/local';
import { expect, onTestFinished, test } from 'vitest';
import { closed } from '../support/closed.js';
import { activityType, domain, startExecution, workflow } from '../support/service.js';

const program = new URL('../support/programs/start.js', import.meta.url);

async function listening() {
  const service = await startLocalService();
  onTestFinished(() => service.close());
  const client = service.client();
  await domain.save({ client });
  await workflow.save({ client });
  await activityType({ defaultTaskStartToCloseTimeout: 2 }).save({ client });
  return { client, endpoint: service.endpoint };
}

/** A process of actors, once it runs. */
async function deploy(endpoint: string, milliseconds = 0): Promise<ChildProcess> {
  const child = fork(program, {
    execArgv: ['--conditions=@swf/source'],
    env: { ...process.env, ENDPOINT: endpoint, WORK_IN_MILLISECONDS: String(milliseconds), NODE_OPTIONS: '' },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await heard(child, 'running');
  return child;
}

async function heard(child: ChildProcess, message: string): Promise<void> {
  const ended = once(child, 'exit').then(([code, signal]) => Promise.reject(new Error(`ended: ${code ?? signal}`)));
  ended.catch(() => undefined);
  for (;;) if ((await Promise.race([once(child, 'message'), ended]))[0] === message) return;
}

test('an activity whose process is killed is done by another, once', async () => {
  const { client, endpoint } = await listening();
  const victim = await deploy(endpoint, 60_000);
  const begun = heard(victim, 'task');
  const execution = await startExecution(client);
  await begun;
  victim.kill('SIGKILL');
  await deploy(endpoint);

  expect(await closed(client, execution, 50)).toMatchObject({ closeStatus: 'COMPLETED' });
  const { activityTasks } = (await new HistoryQuerySet(domain).get(execution, { client })).compile();
  expect(activityTasks.attempts('one').map(({ state }) => state)).toEqual(['timed_out', 'completed']);
});

test('a process that is told to stop loses nothing', async () => {
  const { client, endpoint } = await listening();
  const old = await deploy(endpoint, 300);
  const begun = heard(old, 'task');
  const executions = await Promise.all([1, 2, 3, 4].map((index) => startExecution(client, `order-${index}`)));
  await begun;
  const ended = once(old, 'exit');
  old.kill('SIGTERM');
  await deploy(endpoint);
  // The polls that the old process has open may take some of these; it does them before it ends.
  const late = await Promise.all([5, 6, 7, 8, 9].map((index) => startExecution(client, `order-${index}`)));

  for (const execution of [...executions, ...late]) {
    expect(await closed(client, execution, 50)).toMatchObject({ closeStatus: 'COMPLETED' });
    const history = await new HistoryQuerySet(domain).get(execution, { client });
    expect(history.events.filter(({ state }) => state === 'timed_out')).toEqual([]);
  }
  // Polls that brought nothing would go on for a minute: the same signal again cuts them.
  old.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
