import { Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { Program } from '../support/program.js';
import { openServer } from '../support/service.js';
import { decideTillDone, domain, startExecution } from '../support/workflow.js';

const { EXECUTIONS = 4 } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 2_000;
/** What two processes have slots for. */
const TASKS = Math.min(Number(EXECUTIONS), 10);

const programs = [
  { signal: 'SIGTERM', what: 'a worker', name: 'actors', processes: 1, isolation: 'inline' },
  { signal: 'SIGTERM', what: 'a worker with child processes', name: 'actors', processes: 1, isolation: 'process' },
  { signal: 'SIGTERM', what: 'a pool', name: 'pool-of-actors', processes: 2, isolation: 'inline' },
  {
    signal: 'SIGTERM',
    what: 'a pool with child processes',
    name: 'pool-of-actors',
    processes: 2,
    isolation: 'process',
  },
  { signal: 'SIGINT', what: 'a pool with child processes', name: 'pool-of-actors', processes: 2, isolation: 'process' },
] as const;

describe('A signal to the whole process group', () => {
  it.each(programs)(
    'lets every running task finish: $signal to $what',
    async ({ signal, name, processes, isolation }) => {
      const clock = new VirtualClock();
      await using swf = await openServer({ clock }, { defaultTaskStartToCloseTimeout: 3600 });
      const { client, service } = swf;
      const env = { ENDPOINT: service.endpoint, WORK_IN_MILLISECONDS: '2500', ISOLATION: isolation };
      const program = new Program(name, env, { detached: true });
      await program.said('running', processes);
      const executions = await Promise.all(
        Array.from({ length: TASKS }, (_, index) => startExecution(client, `order-${index}`)),
      );
      await program.said('begun', TASKS);

      program.signalGroup(signal);
      const heir = new Decider(domain, 'decisions', { client, decide: decideTillDone });
      await heir.start();
      for (const execution of executions) await closed(client, execution);
      await heir.stop({ polls: 'abort' });
      // The open polls of what stops end after a minute, and its processes with them.
      await clock.advance({ seconds: 61 });
      expect(await program.exited).toEqual([0, null]);

      for (const execution of executions) {
        const history = await new HistoryQuerySet(domain).get(execution, { client });
        const states = history
          .compile()
          .activityTasks.attempts('one')
          .map(({ state }) => state);
        expect(states).toEqual(['completed']);
        expect(history.last?.name).toBe('WorkflowExecutionCompleted');
      }
    },
    TIMEOUT_IN_MILLISECONDS,
  );

  it(
    'lets running tasks finish even if a pool repeats it late',
    async () => {
      const clock = new VirtualClock();
      let beats = 0;
      const debug = (message: string) => {
        if (message.includes('RecordActivityTaskHeartbeat')) beats += 1;
      };
      const logger = { debug, info() {}, warn() {}, error() {} };
      const timeouts = { defaultTaskStartToCloseTimeout: 3600, defaultTaskHeartbeatTimeout: 3 };
      await using swf = await openServer({ clock, logger }, timeouts);
      const { client, service } = swf;
      const env = { ENDPOINT: service.endpoint, WORK_IN_MILLISECONDS: '15000' };
      const program = new Program('pool-of-actors', env, { detached: true });
      await program.said('running', 2);
      const execution = await startExecution(client);
      await program.said('begun');
      program.signalGroup('SIGTERM');
      const heir = new Decider(domain, 'decisions', { client, decide: decideTillDone });
      await heir.start();
      // Longer than the quiet interval: a heartbeat goes out every second.
      const before = beats;
      await vi.waitFor(() => expect(beats).toBeGreaterThan(before + 2), { timeout: 90_000 });

      program.signalGroup('SIGTERM');
      await closed(client, execution);
      await heir.stop({ polls: 'abort' });
      await clock.advance({ seconds: 61 });
      expect(await program.exited).toEqual([0, null]);

      const history = await new HistoryQuerySet(domain).get(execution, { client });
      const attempts = history.compile().activityTasks.attempts('one');
      expect(attempts.map(({ state }) => state)).toEqual(['completed']);
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});
