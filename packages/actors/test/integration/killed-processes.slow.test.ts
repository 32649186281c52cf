import type { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Decider } from '@swf/actors';
import { type History, HistoryQuerySet } from '@swf/history';
import { startLocalService, VirtualClock } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { clientOf } from '../support/client.js';
import { longestWait } from '../support/longest-wait.js';
import { Program } from '../support/program.js';
import { activityType, decideTillDone, domain, startExecution, workflow } from '../support/workflow.js';

const { EXECUTIONS = 4 } = process.env;
/** How many tasks a process holds when it is killed. */
const TASKS = Math.min(Number(EXECUTIONS), 20);
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 2_000;
const TASK_TIMEOUT_IN_SECONDS = { decider: 30, worker: 20 };

type Role = 'decider' | 'worker';

const ANSWERS = { decider: 'RespondDecisionTaskCompleted', worker: 'RespondActivityTaskCompleted' } as const;
const STEPS = ['poll open', 'task received', 'in its work', 'answer ready', 'reply lost', 'draining'] as const;
/** The steps at which a process holds tasks that only their timeout brings back. */
const HOLDING: readonly string[] = ['task received', 'in its work', 'answer ready', 'draining'];

const crashes = (['decider', 'worker'] as const).flatMap((role) => STEPS.map((step) => ({ role, step })));

describe('Executions', () => {
  it.each(crashes)(
    'survive the death of a $role process: $step',
    async ({ role, step }) => {
      const waits: number[] = [];
      let timeouts = 0;
      for (let killed = 0; killed < Number(EXECUTIONS); killed += TASKS) {
        const histories = await survive(role, step);

        for (const history of histories) {
          const { activityTasks, decisionTasks } = history.compile();
          const attempts = activityTasks.attempts('one');
          expect(history.last?.name).toBe('WorkflowExecutionCompleted');
          expect(history.verify()).toEqual([]);
          expect(attempts.filter(({ state }) => state === 'completed')).toHaveLength(1);
          const lost = [...attempts, ...decisionTasks].filter(({ state }) => state === 'timed_out').length;
          expect(lost).toBeLessThanOrEqual(step === 'reply lost' ? 0 : 1);
          if (HOLDING.includes(step)) expect(lost).toBe(1);
          expect(longestWait(history)).toBeLessThanOrEqual(TASK_TIMEOUT_IN_SECONDS[role]);
          waits.push(longestWait(history));
          timeouts += lost;
        }
      }
      console.info(
        `${role} killed, ${step}: ${waits.length} of ${waits.length} executions completed, ${timeouts} timeouts, longest wait ${Math.max(...waits)} s`,
      );
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});

/**
 * Kills a process at that step while it holds tasks; returns the histories of their executions,
 * which other processes complete.
 */
async function survive(role: Role, step: string): Promise<readonly History[]> {
  const clock = new VirtualClock();
  await using service = await startLocalService({ clock });
  const client = clientOf(service, { maxAttempts: 1 });
  await domain.save({ client });
  await workflow.save({ client });
  await activityType({ defaultTaskStartToCloseTimeout: TASK_TIMEOUT_IN_SECONDS.worker }).save({ client });
  if (step === 'reply lost') {
    service.faults.set([{ operations: [ANSWERS[role]], disconnect: 'afterApplied', count: TASKS }]);
  }
  const victim = new Program('victim', {
    ENDPOINT: service.endpoint,
    ACTOR: role,
    STEP: step,
    TASKS: String(TASKS),
  });
  await victim.said('running');
  const other = role === 'decider' ? heir('worker', client) : heir('decider', client);
  await other.start();
  const start = () =>
    Promise.all(Array.from({ length: TASKS }, (_, index) => startExecution(client, `order-${index}`)));

  const early = step === 'poll open' ? [] : await start();
  await victim.said('held', TASKS);
  if (step === 'draining') {
    victim.terminate();
    await victim.said('draining');
  }
  victim.kill();
  // Some of these may be handed to a connection whose other end is gone.
  const executions = step === 'poll open' ? await start() : early;
  await victim.exited;
  const heirs = heir(role, client);
  await heirs.start();
  const histories = () =>
    Promise.all(executions.map((execution) => new HistoryQuerySet(domain).get(execution, { client })));
  await vi.waitFor(
    async () => {
      for (const history of await histories()) expect(isClosed(history) || isHeldByVictim(history)).toBe(true);
    },
    { timeout: 90_000, interval: 25 },
  );
  await clock.advance({ seconds: TASK_TIMEOUT_IN_SECONDS[role] });
  await vi.waitFor(
    async () => {
      for (const history of await histories()) expect(isClosed(history)).toBe(true);
    },
    { timeout: 90_000, interval: 25 },
  );
  await Promise.all([other.stop({ polls: 'abort' }), heirs.stop({ polls: 'abort' })]);
  return await histories();
}

function heir(role: Role, client: SWFClient): Decider | ActivityWorker {
  return role === 'decider'
    ? new Decider(domain, 'decisions', { client, decide: decideTillDone })
    : new ActivityWorker(domain, 'activities', { client, activities: { activity: () => 'done' } });
}

function isClosed({ last }: History): boolean {
  return last?.name === 'WorkflowExecutionCompleted';
}

/** Whether a task is the last that happened, and it is one that the dead process was given. */
function isHeldByVictim({ last }: History): boolean {
  return (
    (last?.name === 'DecisionTaskStarted' || last?.name === 'ActivityTaskStarted') &&
    last.attributes.identity === 'victim'
  );
}
