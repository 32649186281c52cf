import { ActivityWorker, Decider } from '@swf/actors';
import { type History, HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { longestWait } from '../support/longest-wait.js';
import { type Death, MortalClient } from '../support/mortal-client.js';
import { openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { decideTillDone, domain, startExecution } from '../support/workflow.js';

const { EXECUTIONS = 2 } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 5_000;
const TIMEOUTS = { decider: 30, worker: 20 };

interface Crash {
  readonly step: string;
  readonly actor: 'decider' | 'worker';
  readonly death?: Death;
  /** Kills from within the work. */
  readonly during?: boolean;
  readonly draining?: boolean;
}

const crashes: Crash[] = (['decider', 'worker'] as const).flatMap((actor) => {
  const poll = actor === 'decider' ? 'PollForDecisionTask' : 'PollForActivityTask';
  const answer = actor === 'decider' ? 'RespondDecisionTaskCompleted' : 'RespondActivityTaskCompleted';
  return [
    { actor, step: 'while its poll is open' },
    { actor, step: 'as it receives a task', death: { operation: poll, moment: 'after' } },
    { actor, step: 'while it works', during: true },
    { actor, step: 'with its answer ready', death: { operation: answer, moment: 'before' } },
    { actor, step: 'before it learns that its answer was accepted', death: { operation: answer, moment: 'after' } },
    { actor, step: 'while it drains', during: true, draining: true },
  ];
});

/** Makes the actor of the crash with that client; its work kills it if the crash says so. */
function actorOf(
  { actor, during, draining }: Crash,
  { client, kill }: { client: MortalClient['client']; kill?: () => void },
) {
  const die = () => {
    if (!during || !kill) return;
    if (draining) void made.stop({ polls: 'finish' });
    kill();
  };
  const options = { client, logger: silent };
  const made: Decider | ActivityWorker =
    actor === 'decider'
      ? new Decider(domain, 'decisions', {
          ...options,
          decide: (task) => {
            die();
            return decideTillDone(task);
          },
        })
      : new ActivityWorker(domain, 'activities', {
          ...options,
          activities: {
            activity: () => {
              die();
              return 'done';
            },
          },
        });
  return made;
}

/** One execution whose decider or worker is killed at that step, and replaced. */
async function survive(crash: Crash): Promise<History> {
  const clock = new VirtualClock();
  await using swf = await openService({ clock }, { defaultTaskStartToCloseTimeout: TIMEOUTS.worker });
  const { client, service } = swf;
  const mortal = new MortalClient(service, crash.death);
  const other: Crash = { ...crash, actor: crash.actor === 'decider' ? 'worker' : 'decider' };
  const bystander = actorOf(other, { client });
  const victim = actorOf(crash, { client: mortal.client, kill: () => mortal.kill() });
  await Promise.all([bystander.start(), victim.start()]);
  if (!crash.death && !crash.during) mortal.kill();
  const execution = await startExecution(client);
  await vi.waitFor(() => expect(mortal.dead).toBe(true), { timeout: 90_000 });

  const heir = actorOf(crash, { client });
  await heir.start();
  await vi.waitFor(
    async () => {
      await clock.advance({ seconds: 1 });
      expect(await execution.upstream({ client })).toMatchObject({ closeStatus: 'COMPLETED' });
    },
    { timeout: 90_000, interval: 1 },
  );
  const history = await new HistoryQuerySet(domain).get(execution, { client });
  await Promise.all([bystander.stop({ polls: 'abort' }), heir.stop({ polls: 'abort' })]);
  mortal.bury();
  await victim.stop({ polls: 'abort', graceInSeconds: 0 });
  return history;
}

describe('Executions', () => {
  it.each(crashes)(
    'survive a $actor that is killed $step',
    async (crash) => {
      for (let count = 0; count < Number(EXECUTIONS); count += 1) {
        const history = await survive(crash);

        const { activityTasks, decisionTasks } = history.compile();
        const attempts = activityTasks.attempts('one');
        expect(attempts.filter(({ state }) => state === 'completed')).toHaveLength(1);
        expect(attempts.length).toBeLessThanOrEqual(2);
        expect(history.verify()).toEqual([]);
        expect(longestWait(history)).toBeLessThanOrEqual(TIMEOUTS[crash.actor] + 1);
        expect([...decisionTasks].filter(({ state }) => state === 'timed_out').length).toBeLessThanOrEqual(1);
      }
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
