import { ActivityWorker, Actor, Decider, type RunningActors } from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { closed, expectNoTimeouts } from '../support/closed.js';
import { eventually } from '../support/eventually.js';
import { openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

const { EXECUTIONS = 3 } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 5_000;
const RESTARTS = 10;

describe('Actors', () => {
  it(
    `lose no task and add no timeout in ${RESTARTS} deploys under load`,
    async () => {
      const clock = new VirtualClock();
      await using swf = await openService({ clock }, { defaultTaskStartToCloseTimeout: 3600 });
      const { client } = swf;
      const lost: unknown[] = [];
      const start = async (): Promise<RunningActors> => {
        const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
        const worker = new ActivityWorker(domain, 'activities', {
          client,
          activities: { activity: () => new Promise((resolve) => setImmediate(resolve, 'done')) },
        });
        for (const actor of [decider, worker]) actor.on('lost', (loss) => lost.push(loss));
        return Actor.run(decider, worker, { stopOn: ['SIGUSR2'] });
      };

      let running = await start();
      const executions = [];
      for (let restart = 0; restart < RESTARTS; restart += 1) {
        const batch = Array.from({ length: Number(EXECUTIONS) }, (_, index) =>
          startExecution(client, `${restart}-${index}`),
        );
        // Stops the old actors during the load; they still handle the tasks of their open polls.
        process.emit('SIGUSR2');
        const old = running;
        running = await start();
        executions.push(...(await Promise.all(batch)));
        await Promise.all(executions.map((execution) => closed(client, execution)));
        await Promise.all([old.stopped, eventually(() => clock.advance({ seconds: 61 }))]);
      }
      await running.stop({ polls: 'abort' });

      expect(lost).toEqual([]);
      for (const execution of executions) await expectNoTimeouts(client, execution);
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
