import { replayFlow } from '@swf/flow/replay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../support/random-calls.js';
import { anyProgram, workflowOf } from '../support/random-programs.js';
import { serve } from '../support/served-run.js';

// Each takes longer than one that is driven without a service.
const RUNS = Math.ceil(Number(process.env['RUNS'] ?? 150) / 4);
const TIMEOUT_IN_MILLISECONDS = 180_000 + RUNS * 2000;
const MOST_CUTS = 5;

describe('A workflow of any shape on a service that fails', () => {
  it(
    'goes the same way in every replay, of the whole history and up to any cut',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyProgram, fc.infiniteStream(fc.nat(1000)), async ({ program, end }, choices) => {
          const choose = () => choices.next().value ?? 0;
          const definition = workflowOf(program, end, new World());
          const { errors, histories } = await serve(definition, choose);

          expect(errors).toEqual([]);
          for (const { runId, history } of histories) {
            const identity = { workflowId: 'any-1', runId, checkInputs: 'error' } as const;
            const { outcome, warnings } = await replayFlow(definition, history, identity);
            expect(history.verify()).toEqual([]);
            expect(warnings).toEqual([]);
            const { closeStatus } = history.compile().workflowExecution;
            if (history.finished) expect(outcome?.closeStatus).toBe(closeStatus);
            const tasks = history.filter({ name: 'DecisionTaskStarted' });
            for (let cut = 0; cut < Math.min(MOST_CUTS, tasks.length); cut += 1) {
              const { id = 0 } = tasks[choose() % tasks.length] ?? {};
              await replayFlow(definition, history.slice(0, id), identity);
            }
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
