import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { parseFilter } from '@swf/querysets/text';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength, checkOptions, NAME, preview, RUN_ID, WORKFLOW_ID } from '@swf/settings/wire';
import type { BatchRequest, FrozenBatch, FrozenRun } from '../../api/batches.js';
import type { ExecutionInfo, RunInfo } from '../../api/executions.js';
import { batchRate } from '../../changes/change.js';
import { checkChange } from '../../changes/check-change.js';
import type { Kind } from '../../changes/kinds.js';
import { checkKind } from '../../changes/restrict.js';
import { record } from '../audit.js';
import { delayBy } from '../clock.js';
import { problemOf } from '../http/problem.js';
import type { Call, Route } from '../http/route.js';
import type { AuditRecord } from '../options.js';
import type { Services } from '../services.js';

const MOST_RUNS = 100_000;

/** Changes of many runs: a selection is frozen, counted by the user, and then changed. */
export function batchRoutes(services: Services): readonly Route[] {
  const { batches } = services;
  return [
    {
      method: 'POST',
      path: '/batches',
      body: { domain: true, change: true, runs: true, q: true },
      handle: async (call) => {
        const request = call.body as BatchRequest;
        const change = checkChange(request.change, 'change.');
        const domain = NAME.check('domain', request.domain);
        await checkAllowed(services, change.operation, { operation: 'batches', domain, identity: call.identity });
        const runs = await selectRuns(request, call, services.now());
        const requestsPerSecond = batchRate(change);
        const { id, count } = batches.add({ domain, change, runs, requestsPerSecond });
        return { batch: id, count, items: runs, requestsPerSecond } satisfies FrozenBatch;
      },
    },
    {
      method: 'POST',
      path: '/batches/run',
      body: { batch: true, count: true },
      handle: async ({ body, identity }) => {
        const { batch: id, count } = body as { readonly batch: string; readonly count: number };
        const batch = batches.get(id);
        const { change, domain } = batch;
        await checkAllowed(services, change.operation, { operation: 'batches/run', domain, identity });
        if (count !== batch.count) {
          throw new InvalidArgumentError(
            `count must be ${batch.count}, as many as were selected, got ${preview(count)}`,
          );
        }
        if (batch.isRunning) throw new InvalidArgumentError('the batch is running already');
        const running = batch.run({
          // Clicks and live updates go first; the batch has a pace of its own.
          client: services.client({ priority: 'prefetch', maxWaitInSeconds: Number.POSITIVE_INFINITY }),
          delay: delayBy(services.clock),
          record: ({ workflowId, runId }, outcome, error) => {
            services.freshness.clear();
            return record(services, {
              kind: change.operation,
              operation: `batch ${id}: ${change.operation}`,
              domain,
              target: workflowId,
              runId,
              outcome: error ?? outcome,
              identity,
            });
          },
        });
        batches.track(running);
        return batch.progress;
      },
    },
    {
      method: 'GET',
      path: '/batches',
      query: ['batch'],
      handle: async ({ query }) => batches.get(query.required('batch')).progress,
    },
    {
      method: 'DELETE',
      path: '/batches',
      query: ['batch'],
      handle: async ({ query }) => {
        const batch = batches.get(query.required('batch'));
        batch.stop();
        return batch.progress;
      },
    },
  ];
}

/** Checks that a change is allowed, and records if it is not: one of many runs has no target. */
async function checkAllowed(
  services: Services,
  kind: Kind,
  about: Pick<AuditRecord, 'operation' | 'domain' | 'identity'>,
): Promise<void> {
  try {
    checkKind(kind, services.restriction);
  } catch (error) {
    await record(services, { ...about, kind, target: undefined, runId: undefined, outcome: problemOf(error).code });
    throw error;
  }
}

async function selectRuns(request: BatchRequest, { client, signal }: Call, now: Date): Promise<readonly FrozenRun[]> {
  if ('runs' in request === 'q' in request) throw new InvalidArgumentError('runs or q must be given, and not both');
  if ('runs' in request) return checkRuns(request.runs);
  // Closed runs cannot be changed, so a filter for them is refused as a contradiction.
  const open = new WorkflowExecutionQuerySet({ name: request.domain }, { client, signal })
    .filter(parseFilter(checkLength('q', request.q, { max: 2000 }), { now }))
    .filter({ status: 'OPEN' });
  const runs: FrozenRun[] = [];
  for await (const execution of open) {
    if (runs.length === MOST_RUNS)
      throw new InvalidArgumentError(`a batch has at most ${MOST_RUNS} runs: narrow the filter`);
    // As the page gets it: times are strings.
    const info: ExecutionInfo = JSON.parse(JSON.stringify(execution));
    const { workflowId, runId, workflowType, startTimestamp, cancelRequested } = info;
    runs.push({ workflowId, runId, workflowType, startTimestamp, cancelRequested });
  }
  return runs;
}

function checkRuns(runs: readonly RunInfo[]): readonly RunInfo[] {
  if (!Array.isArray(runs)) throw new InvalidArgumentError(`runs must be an array, got ${preview(runs)}`);
  const seen = new Set<string>();
  return runs.map((run, index) => {
    const field = `runs[${index}]`;
    const { workflowId, runId } = checkOptions<RunInfo>(field, run, { workflowId: true, runId: true });
    RUN_ID.check(`${field}.runId`, runId);
    if (seen.has(runId))
      throw new InvalidArgumentError(`${field}.runId must be given only once, got ${preview(runId)}`);
    seen.add(runId);
    return { workflowId: WORKFLOW_ID.checkReceived(`${field}.workflowId`, workflowId), runId };
  });
}
