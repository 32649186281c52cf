import { FlowDecider, sleep, workflow } from '@swf/flow';
import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import type { Row } from '../harness/row.js';
import { countReads, useUpReads } from '../several-deciders/history-reads.js';

const DECIDERS = 8;
const EXECUTIONS = 80;
const SECONDS = 8;

const ticking = workflow('ticking', '1.0', { taskList: 'orders', executionStartToCloseTimeout: 3600 }, async () => {
  for (;;) await sleep(0);
});

/**
 * Measures eight flow deciders on one task list, each with its own client and residents, under
 * SWF's rates and without spare tokens for reading histories.
 */
export async function deciderRows(): Promise<readonly Row[]> {
  await using service = createLocalService({ throttling: true });
  const starter = service.client();
  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client: starter });
  const count = { decisions: 0, reads: 0, throttledReads: 0 };
  const deciders = Array.from({ length: DECIDERS }, (_, index) => {
    const client = service.client({ maxAttempts: 1 });
    countReads(client, count);
    const decider = new FlowDecider(domain, 'orders', {
      workflows: [ticking],
      client,
      concurrency: 5,
      register: index === 0,
      logger: { debug() {}, info() {}, warn() {}, error: console.error },
    });
    return decider.on('completed', () => {
      count.decisions += 1;
    });
  });
  const [first, ...others] = deciders;
  await first?.start();
  const executions: { domain: Domain; workflowId: string; runId: string }[] = [];
  for (let index = 0; index < EXECUTIONS; index++) {
    const { execution } = await ticking.start(domain, { workflowId: `order-${index}`, client: starter });
    executions.push({ domain, workflowId: execution.workflowId, runId: execution.runId ?? '' });
  }
  await useUpReads(service.client({ maxAttempts: 1 }), executions);
  for (const decider of others) await decider.start();
  // Each decider finds out first how often it has the run in memory.
  await pass(SECONDS / 4);
  const before = { ...count, at: performance.now() };
  await pass(SECONDS);
  const seconds = (performance.now() - before.at) / 1000;
  await Promise.all(deciders.map((decider) => decider.stop({ polls: 'abort', graceInSeconds: 0 })));
  const decisions = count.decisions - before.decisions;
  const what = '8 deciders, no spare tokens for histories';
  return [
    { case: what, subject: 'decisions per second', figure: `${(decisions / seconds).toFixed(0)} /s` },
    { case: what, subject: 'reads of histories', figure: String(count.reads - before.reads) },
    { case: what, subject: 'throttled reads', figure: String(count.throttledReads - before.throttledReads) },
  ];
}

function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
