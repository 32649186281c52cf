import { FlowDecider, signal, sleep, workflow } from '@swf/flow';
import { NonDeterminismError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { type History, HistoryQuerySet } from '@swf/history';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { countRequests } from '../support/count-requests.js';

const RUNS = 3;
// The soak stays broken for two weeks.
const DAYS = Number(process.env['DAYS'] ?? 4);
const TIMEOUT_IN_MILLISECONDS = 180_000 + DAYS * 10_000;
// What SWF and the engine write in an hour in which nothing else happens, and for a signal.
const EVENTS_AN_HOUR = 6;
const EVENTS_A_SIGNAL = 5;

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
const go = signal<number>('go');

describe('A deploy that stays broken for days', () => {
  it(
    'puts its runs off, and loses none of them: all go on after the fix',
    async ({ onTestFinished }) => {
      const clock = new VirtualClock();
      const service = createLocalService({ clock });
      const client = service.client();
      const domain = new Domain('flows', { retentionPeriodInDays: 1 });
      await domain.save({ client });
      let deployed: 'right' | 'throwing' | 'renamed' = 'right';
      const definition = workflow('order', '1.0', { taskList: 'flows' }, async () => {
        await sleep(600, { id: deployed === 'renamed' ? 'pause' : 'nap' });
        await sleep(3600);
        if (deployed === 'throwing') throw new TypeError('undefined is not a function');
        const heard: number[] = [];
        while (heard.length < DAYS) heard.push(await go.next());
        return heard;
      });
      const errors: unknown[] = [];
      const decider = new FlowDecider(domain, 'flows', {
        workflows: [definition],
        client,
        logger: QUIET,
        concurrency: 1,
      });
      decider.on('error', (error) => errors.push(error));
      await decider.start();
      onTestFinished(async () => {
        await decider.stop({ polls: 'abort' });
        await service.close();
      });
      const runs = await Promise.all(
        Array.from({ length: RUNS }, (_, index) => definition.start(domain, { workflowId: `order-${index}`, client })),
      );
      const histories = () =>
        Promise.all(
          runs.map(({ execution: { workflowId, runId = '' } }) =>
            new HistoryQuerySet(domain).get({ workflowId, runId }, { client }),
          ),
        );
      await clock.advance({ minutes: 30 });

      deployed = 'throwing';
      // Tasks time out until the runs are put off: by a minute at first, by an hour in the end.
      await clock.advance({ hours: 6 });
      const lengths = (await histories()).map(({ length }) => length);
      const requests = countRequests(client);
      for (let day = 0; day < DAYS; day += 1) {
        if (day === DAYS / 2) deployed = 'renamed';
        for (const run of runs) await run.signal(go, day, { client });
        await clock.advance({ days: 1 });
      }
      const sent = (operation: string) => requests.get(operation) ?? 0;
      const broken = await histories();
      const tasks = RUNS * DAYS * (24 + 1);

      for (const [index, { length, finished }] of broken.entries()) {
        expect(finished).toBe(false);
        expect(length - (lengths[index] ?? 0)).toBeLessThanOrEqual(DAYS * (24 * EVENTS_AN_HOUR + EVENTS_A_SIGNAL));
      }
      expect(sent('RespondDecisionTaskCompleted')).toBeLessThanOrEqual(tasks);
      expect(sent('RespondDecisionTaskCompleted')).toBeGreaterThan(RUNS * DAYS * 23);
      // Each task is read as a whole: a few pages of it, and a task that ends none of the polls.
      expect(sent('GetWorkflowExecutionHistory')).toBeLessThanOrEqual(3 * tasks);
      expect(sent('PollForDecisionTask')).toBeLessThanOrEqual(DAYS * 24 * 60 + 4 * tasks);
      expect(errors.filter((error) => error instanceof TypeError).length).toBeGreaterThan((RUNS * DAYS * 23) / 2);
      expect(errors.filter(NonDeterminismError.is).length).toBeGreaterThan((RUNS * DAYS * 23) / 2);

      deployed = 'right';
      await clock.advance({ hours: 2 });
      for (const [index, history] of (await histories()).entries()) {
        expect(resultOf(history)).toEqual(Array.from({ length: DAYS }, (_, day) => day));
        expect(history.filter({ name: 'DecisionTaskTimedOut' })).toHaveLength(5);
        const { workflowId, runId = '' } = runs[index]?.execution ?? {};
        const { outcome } = await replayFlow(definition, history, { workflowId, runId, checkInputs: 'error' });
        expect(outcome?.closeStatus).toBe('COMPLETED');
      }
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});

function resultOf({ last }: History): unknown {
  return last?.is('WorkflowExecutionCompleted') && JSON.parse(last.attributes.result ?? 'null');
}
