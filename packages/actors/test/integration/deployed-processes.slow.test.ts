import { VirtualClock } from '@swf/local';
import type { WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { closed, expectNoTimeouts } from '../support/closed.js';
import { Program } from '../support/program.js';
import { openServer } from '../support/service.js';
import { startExecution } from '../support/workflow.js';

const { EXECUTIONS = 4, RESTARTS = 2 } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(RESTARTS) * Number(EXECUTIONS) * 500;

describe('Processes', () => {
  it(
    `lose no task and add no timeout in ${RESTARTS} deploys under load`,
    async () => {
      const clock = new VirtualClock();
      await using swf = await openServer({ clock }, { defaultTaskStartToCloseTimeout: 3600 });
      const { client, service } = swf;
      const deploy = async () => {
        const program = new Program('actors', { ENDPOINT: service.endpoint, WORK_IN_MILLISECONDS: '20' });
        await program.said('running');
        return program;
      };
      const load = (from: number, to: number) =>
        Promise.all(
          Array.from({ length: to - from }, (_, index) =>
            startExecution(client, `order-${executions.length + from + index}`),
          ),
        );
      const executions: WorkflowExecution[] = [];
      const half = Math.ceil(Number(EXECUTIONS) / 2);

      let current = await deploy();
      const old: Program[] = [];
      for (let restart = 0; restart < Number(RESTARTS); restart += 1) {
        const worked = current.times('task');
        const before = await load(0, half);
        await current.said('task', worked + 1);
        // It stops while it works, and still handles the tasks of its open polls.
        current.terminate();
        old.push(current);
        const [next, after] = await Promise.all([deploy(), load(half, Number(EXECUTIONS))]);
        executions.push(...before, ...after);
        for (const execution of executions.slice(-Number(EXECUTIONS))) await closed(client, execution);
        // Open polls end after a minute, and the old process with them.
        await clock.advance({ seconds: 61 });
        expect(await current.exited).toEqual([0, null]);
        current = next;
      }

      expect([...old, current].filter((program) => program.times('lost') > 0)).toEqual([]);
      for (const execution of executions) await expectNoTimeouts(client, execution);
      console.info(
        `${old.length} restarts, ${executions.length} of ${executions.length} executions completed, 0 timeouts`,
      );
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
