import { Decider, type DeciderOptions, type DecisionTask } from '@swf/actors';
import { TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import type { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { closed } from '../support/closed.js';
import { countRequests } from '../support/count-requests.js';
import { openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const TURNS = 30;

/** Starts one timer after the other. */
function decideTimers({ history }: DecisionTask) {
  const { size } = history.compile().timers;
  if (size === TURNS) return [WorkflowExecutionDecision.complete()];
  return [TimerDecision.start({ timerId: `${size}`, startToFireTimeout: 0 })];
}

/**
 * Runs executions of several turns with that many deciders on one list, and counts the requests
 * of the deciders.
 */
async function deciding(size: number, options: DeciderOptions = {}) {
  await using swf = await openService();
  const { service } = swf;
  const client = service.client({ maxAttempts: 1 });
  const counts = countRequests(client);
  const deciders = Array.from(
    { length: size },
    () => new Decider(domain, 'decisions', { client, concurrency: 2, decide: decideTimers, ...options }),
  );
  for (const decider of deciders) await decider.start();
  const executions: WorkflowExecution[] = [];
  for (let index = 0; index < 10; index += 1) executions.push(await startExecution(swf.client, `w${index}`));
  for (const execution of executions) await closed(swf.client, execution);
  for (const decider of deciders) await decider.stop({ polls: 'abort' });
  const decisions = counts.get('RespondDecisionTaskCompleted') ?? 0;
  return { decisions, reads: counts.get('GetWorkflowExecutionHistory') ?? 0 };
}

describe('Deciders on one task list', () => {
  it('poll for whole histories if most tasks miss the cache', async () => {
    const { decisions, reads } = await deciding(8);

    expect(decisions).toBeGreaterThanOrEqual(10 * (TURNS + 1));
    // Each decider has two polls open when it misses for the first time.
    expect(reads).toBeLessThanOrEqual(8 * 6);
  });

  it('read no histories if there is only one', async () => {
    expect((await deciding(1)).reads).toBe(0);
  });

  it('read no histories for tasks of their sticky lists', async () => {
    const { decisions, reads } = await deciding(4, { sticky: { scheduleToStartTimeout: 60 } });

    expect(reads).toBeLessThan(decisions / 20);
  });
});
