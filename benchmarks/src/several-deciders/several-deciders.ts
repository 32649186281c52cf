import type { PollForDecisionTaskInput, SWFClient } from '@aws-sdk/client-swf';
import { Decider, type DeciderOptions } from '@swf/actors';
import { TimerDecision } from '@swf/decisions';
import { createLocalService } from '@swf/local';
import { Domain, type WorkflowExecution, WorkflowType } from '@swf/models';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { countReads, useUpReads } from './history-reads.js';

const DECIDERS = 8;
const EXECUTIONS = 80;
const ROUNDS = 3;
const SECONDS = 8;

/** How a decider reads the history of its tasks. */
interface Subject {
  readonly name: string;
  readonly options: Pick<DeciderOptions, 'cache'>;
  readonly adapt: (client: SWFClient) => void;
}

const SUBJECTS: readonly Subject[] = [
  { name: 'new events always, the rest by GetWorkflowExecutionHistory', options: {}, adapt: requestNewEvents },
  { name: 'as the hit rate says', options: {}, adapt: () => {} },
  { name: 'the whole history always, no cache', options: { cache: false }, adapt: () => {} },
];

/** The work of all deciders of a task list. */
interface Work {
  readonly decisionsPerSecond: number;
  /** GetWorkflowExecutionHistory requests per 100 decisions. */
  readonly readsPer100: number;
}

/**
 * Measures eight deciders on one task list, under SWF's rates, without spare tokens for reading
 * histories.
 */
export async function measureSeveralDeciders(): Promise<Outcome> {
  const work = SUBJECTS.map((): Work[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < SUBJECTS.length; turn++) {
      const index = (turn + round) % SUBJECTS.length;
      work[index]?.push(await decideTogether(SUBJECTS[index] as Subject));
    }
  }
  const rows = [
    ...rowsOf(
      'decisions per second',
      work,
      (one) => one.decisionsPerSecond,
      (figure) => `${figure.toFixed(0)} /s`,
    ),
    ...rowsOf(
      'reads for 100 decisions',
      work,
      (one) => one.readsPer100,
      (figure) => figure.toFixed(1),
    ),
  ];
  return { title: "Eight deciders on one task list, under SWF's request rates", baseline: 'new events always', rows };
}

function rowsOf(
  what: string,
  work: readonly (readonly Work[])[],
  figureOf: (work: Work) => number,
  format: (figure: number) => string,
): readonly Row[] {
  const baseline = (work[0] ?? []).map(figureOf);
  return SUBJECTS.map(({ name }, index) => {
    const figures = (work[index] ?? []).map(figureOf);
    const row = { case: what, subject: name, figure: format(summarize(figures).median) };
    if (index === 0) return row;
    const { median, spread } = summarize(figures.map((value, round) => value / (baseline[round] ?? Number.NaN)));
    return { ...row, ratio: median, spread };
  });
}

async function decideTogether({ options, adapt }: Subject): Promise<Work> {
  await using service = createLocalService({ throttling: true });
  const starter = service.client();
  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client: starter });
  const type = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultChildPolicy: 'TERMINATE',
    defaultExecutionStartToCloseTimeout: 3600,
    defaultTaskStartToCloseTimeout: 60,
  }).save({ client: starter });
  const count = { decisions: 0, reads: 0, throttledReads: 0 };
  const deciders = Array.from({ length: DECIDERS }, () => {
    const client = service.client({ maxAttempts: 1 });
    adapt(client);
    countReads(client, count);
    const decider = new Decider(domain, 'orders', {
      ...options,
      client,
      concurrency: 5,
      logger: { debug() {}, info() {}, warn() {}, error: console.error },
      decide: ({ startedEventId }) => [TimerDecision.start({ timerId: `${startedEventId}`, startToFireTimeout: 0 })],
    });
    return decider.on('completed', () => {
      count.decisions += 1;
    });
  });
  const executions: WorkflowExecution[] = [];
  for (let index = 0; index < EXECUTIONS; index++) {
    executions.push(await type.startExecution({ workflowId: `order-${index}`, client: starter }));
  }
  await useUpReads(service.client({ maxAttempts: 1 }), executions);
  for (const decider of deciders) await decider.start();
  await sleep(SECONDS / 4);
  const before = { ...count, at: performance.now() };
  await sleep(SECONDS);
  const seconds = (performance.now() - before.at) / 1000;
  const decisions = count.decisions - before.decisions;
  const reads = count.reads - before.reads;
  await Promise.all(deciders.map((decider) => decider.stop({ polls: 'abort', graceInSeconds: 0 })));
  return { decisionsPerSecond: decisions / seconds, readsPer100: (reads / decisions) * 100 };
}

/** A decider that ignores its hit rate. */
function requestNewEvents(client: SWFClient): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName !== 'PollForDecisionTaskCommand') return next(args);
        const input = args.input as PollForDecisionTaskInput;
        return next({ ...args, input: { ...input, startAtPreviousStartedEvent: true } });
      },
    { step: 'initialize' },
  );
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
