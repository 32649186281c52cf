// Records histories for the corpus that every later release must replay: one file for each run.
// Usage: node --conditions=@swf/source --import tsx test/support/programs/record-corpus.ts 1.0
import { mkdir, writeFile } from 'node:fs/promises';
import { Actor } from '@swf/actors';
import { FlowDecider, flowWorker } from '@swf/flow';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { activities, item, order } from '../orders.js';

const [, , release = ''] = process.argv;
const folder = new URL(`../../corpus/${release}/`, import.meta.url);
const service = createLocalService({ clock: new VirtualClock({ autoSkip: true }) });
const client = service.client();
const domain = new Domain('flows', { retentionPeriodInDays: 30 });
await domain.save({ client });
const running = await Actor.run(
  new FlowDecider(domain, 'flows', { workflows: [order, item], client }),
  flowWorker(domain, 'work', activities, { client }),
);
await mkdir(folder, { recursive: true });
const run = await order.start(domain, {
  workflowId: 'recorded',
  input: { runsLeft: 1, sum: 0, approvals: ['ops'] },
  client,
});
await run.result({ client });
await record('order', run.execution);
await running.stop({ polls: 'abort' });
await service.close();

/** Records a run, its children, and the runs after it. */
async function record(
  name: string,
  { workflowId, runId = '' }: { readonly workflowId: string; readonly runId?: string | undefined },
) {
  const history = await new HistoryQuerySet(domain).get({ workflowId, runId }, { client });
  const file = new URL(`${name}.json`, folder);
  await writeFile(file, `${JSON.stringify({ workflowId, runId, ...history.toJSON() }, undefined, 1)}\n`);
  for (const { attributes } of history.filter({ name: 'ChildWorkflowExecutionStarted' })) {
    if (attributes.workflowExecution !== undefined) await record(`${name}-item`, attributes.workflowExecution as never);
  }
  const { last } = history;
  if (last?.is('WorkflowExecutionContinuedAsNew')) {
    await record(`${name}-continued`, { workflowId, runId: last.attributes.newExecutionRunId });
  }
}
