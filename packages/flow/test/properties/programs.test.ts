import { replayFlow } from '@swf/flow/replay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrivenRun } from '../support/driven-run.js';
import { World } from '../support/random-calls.js';
import { anyProgram, workflowOf } from '../support/random-programs.js';

const { RUNS = '150' } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(RUNS) * 200;
const MOST_TASKS = 60;

describe('A workflow of any shape, whatever happens to it', () => {
  it(
    'is decided the same by a decider that keeps it in memory, by one that replays it, and by any mixture',
    async () => {
      const totals = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(anyProgram, fc.infiniteStream(fc.nat(1000)), async ({ program, end }, choices) => {
          const world = new World();
          const definition = workflowOf(program, end, world);
          const run = new DrivenRun(definition, world, () => choices.next().value ?? 0);
          await run.drive(MOST_TASKS);
          for (const [name, count] of Object.entries(run.counts)) totals.set(name, (totals.get(name) ?? 0) + count);
          const { history } = run;
          const { outcome, warnings } = await replayFlow(definition, history, {
            ...run.identity,
            checkInputs: 'error',
          });

          expect(run.differences).toEqual([]);
          expect(history.verify()).toEqual([]);
          expect(warnings).toEqual([]);
          if (history.finished) expect(outcome?.closeStatus).toBe(history.compile().workflowExecution.closeStatus);
        }),
        { numRuns: Number(RUNS) },
      );
      const tasks = totals.get('tasks') ?? 0;
      console.info('tasks, and replays for them:', Object.fromEntries(totals));

      expect(totals.get('kept in memory')).toBeLessThan(tasks / 2);
      expect(totals.get('evicted at every task')).toBe(tasks);
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
