import { FlowDecider, flowWorker, type Implementation, implement, type WorkflowDefinition } from '@swf/flow';
import { type History, HistoryQuerySet } from '@swf/history';
import { createLocalService, type FaultRule, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { approval, child, go, retried, tick, work } from './random-calls.js';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };
const STEPS = 20;
const LAST_STEPS = 60;

/** Lost requests and answers, throttling, and failures of the service. */
const FAULTS: readonly FaultRule[] = [
  { operations: ['RespondDecisionTaskCompleted', 'PollForDecisionTask'], rate: 0.08, disconnect: 'afterApplied' },
  { operations: ['RespondActivityTaskCompleted'], rate: 0.08, disconnect: 'afterApplied' },
  { rate: 0.02, disconnect: 'beforeApplied' },
  { rate: 0.02, status: 503 },
  { operations: ['PollForDecisionTask', 'GetWorkflowExecutionHistory'], rate: 0.03, fault: 'ThrottlingException' },
];

/** Quotas so low that programs meet them. */
const LIMITS = { openActivityTasks: 3, openTimers: 4, openChildren: 2 };

/**
 * Runs a workflow on a local service that loses requests and answers, by two deciders: one replays
 * each task, the other forgets its runs now and then. What else happens is chosen at random.
 *
 * @returns the histories of its runs, and what the actors reported
 */
export async function serve(definition: WorkflowDefinition<unknown, unknown> & Implementation, choose: () => number) {
  const clock = new VirtualClock();
  const functions = { resize: (input: unknown) => refuse(choose, input) };
  const service = createLocalService({ clock, limits: LIMITS, lambda: { functions }, seed: choose() });
  const client = service.client();
  const domain = new Domain('flows', { retentionPeriodInDays: 1 });
  await domain.save({ client });
  const shared = { client, logger: QUIET, workflows: [definition, child] };
  const replaying = new FlowDecider(domain, 'flows', { ...shared, residents: false });
  const forgetful = new FlowDecider(domain, 'flows', shared);
  forgetful.on('task', () => {
    if (choose() % 4 === 0) forgetful.evict();
  });
  const performed = [work, retried].map((each) => implement(each, async (input) => refuse(choose, input)));
  const worker = flowWorker(domain, 'work', performed, { client, logger: QUIET });
  const errors: unknown[] = [];
  const actors = [replaying, forgetful, worker];
  for (const actor of actors) actor.on('error', (error) => errors.push(error));
  await Promise.all(actors.map((actor) => actor.start()));
  const run = await definition.start(domain, { workflowId: 'any-1', client });
  const current = definition.run(domain, { workflowId: 'any-1', client });
  service.faults.set(FAULTS);

  const answerFirst = async (answer: number) => {
    const [question] = await current.waiting();
    await current.answer(approval, question?.id ?? 'nobody', answer);
  };
  // The run may have closed, or the request was lost.
  const attempt = (sent: Promise<unknown>) => sent.catch(() => {});
  const actions = [
    () => attempt(current.signal(go, choose())),
    () => attempt(current.signal(tick, choose())),
    () => attempt(answerFirst(choose())),
    () => (choose() % 10 === 0 ? attempt(current.requestCancel()) : undefined),
  ];
  const histories = async () => {
    const all: { readonly runId: string; readonly history: History }[] = [];
    for (let runId: string | undefined = run.execution.runId; runId !== undefined; ) {
      const history = await new HistoryQuerySet(domain).get({ workflowId: 'any-1', runId }, { client });
      all.push({ runId, history });
      const { last } = history;
      runId = last?.is('WorkflowExecutionContinuedAsNew') ? last.attributes.newExecutionRunId : undefined;
    }
    return all;
  };
  for (let step = 0; step < STEPS; step += 1) {
    await actions[choose() % actions.length]?.();
    await clock.advance({ seconds: choose() % 15 });
  }
  service.faults.set([]);
  for (let step = 0; step < LAST_STEPS && !(await histories()).at(-1)?.history.finished; step += 1)
    await clock.advance({ seconds: 60 });
  const ended = await histories();
  await Promise.all(actors.map((actor) => actor.stop({ polls: 'abort', graceInSeconds: 0 })));
  await service.close();
  return { errors, histories: ended };
}

/** Fails now and then. */
function refuse(choose: () => number, input: unknown): number {
  if (choose() % 4 === 0) throw new Error('no luck');
  return Number(input);
}
