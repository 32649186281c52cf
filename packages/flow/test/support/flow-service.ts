import { type ActivityWorker, Actor } from '@swf/actors';
import {
  FlowDecider,
  type FlowDeciderOptions,
  type FlowWorkerOptions,
  flowWorker,
  type Implementation,
  type Run,
} from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { type History, HistoryQuerySet } from '@swf/history';
import { startLocalService, VirtualClock } from '@swf/local';
import { Domain, type WorkflowExecution } from '@swf/models';
import { vi } from 'vitest';

/** Which runs stay in memory: the decisions must be the same whatever it is. */
export const RESIDENCE = { 'kept in memory': {}, 'evicted at every task': false } as const;

const CLOSES: ReadonlySet<string> = new Set(
  ['Completed', 'Failed', 'Canceled', 'TimedOut', 'Terminated'].map((how) => `WorkflowExecution${how}`),
);
const LOOK_IN_MILLISECONDS = 20;

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/** A logger that keeps the warnings that it is given. */
export function linesOf() {
  const warnings: [object, string][] = [];
  return { warnings, logger: { ...QUIET, warn: (...line: [object, string]) => void warnings.push(line) } };
}

interface FlowServiceOptions {
  readonly autoSkip?: boolean;
  /** Lambda functions, by name. */
  readonly functions?: Readonly<Record<string, (input: unknown) => unknown>>;
}

/** A local service whose time passes by itself, and a domain on it. */
export async function flowService({ autoSkip = true, functions = {} }: FlowServiceOptions = {}) {
  const clock = new VirtualClock({ autoSkip });
  const service = await startLocalService({ clock, lambda: { functions } });
  const client = service.client();
  const domain = new Domain('flows', { retentionPeriodInDays: 1 });
  await domain.save({ client });
  const actors: (FlowDecider | ActivityWorker)[] = [];
  return {
    client,
    clock,
    domain,
    faults: service.faults,
    /** Starts a decider on `flows` and a worker on `work`; errors are collected. */
    async run(
      options: Omit<FlowDeciderOptions, 'client'>,
      activities: readonly Implementation[] = [],
      DeciderClass = FlowDecider,
      workerOptions: FlowWorkerOptions = {},
    ) {
      const errors: unknown[] = [];
      const decider = new DeciderClass(domain, 'flows', { client, logger: QUIET, ...options });
      const started = [
        decider,
        ...(activities.length > 0
          ? [flowWorker(domain, 'work', activities, { client, logger: QUIET, ...workerOptions })]
          : []),
      ];
      for (const actor of started) actor.on('error', (error) => errors.push(error));
      actors.push(...started);
      await Actor.run(...started);
      return errors;
    },
    /** The history of an execution. */
    async history({ workflowId, runId }: WorkflowExecution): Promise<History> {
      return new HistoryQuerySet(domain).get({ workflowId, runId: runId as string }, { client });
    },
    /** The result of a run, read as soon as it has one: a client looks once a second at most. */
    async result<Result>(run: Run<Result>): Promise<Result> {
      const { workflowId } = run.execution;
      let { runId = '' } = run.execution;
      await vi.waitUntil(
        async () => {
          const page = await new HistoryQuerySet(domain).get(
            { workflowId, runId },
            { client, limit: 1, reverse: true },
          );
          const last = page.first;
          if (last?.is('WorkflowExecutionContinuedAsNew')) runId = last.attributes.newExecutionRunId ?? '';
          else return last !== undefined && CLOSES.has(last.name);
          return false;
        },
        { interval: LOOK_IN_MILLISECONDS, timeout: 120_000 },
      );
      return run.result({ client });
    },
    /** Replays the history of an execution from scratch: throws if the code does not fit it. */
    async replay(workflow: Implementation, execution: WorkflowExecution) {
      const { workflowId, runId = '' } = execution;
      return replayFlow(workflow, await this.history(execution), { workflowId, runId });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(actors.map((actor) => actor.stop({ polls: 'abort' })));
      await service.close();
    },
  };
}

/** The names of a history's events that say what was decided and what happened, without its tasks. */
export function storyOf(history: History): readonly string[] {
  return history.events.filter(({ type }) => type !== 'DecisionTask').map(({ name }) => name);
}
