import { WorkflowExecution } from '@swf/models';
import { type ExecutionAttributes, WorkflowExecutionQuerySet } from '@swf/querysets';
import { InvalidArgumentError } from '@swf/settings/errors';
import { EXECUTION_SETTINGS, type OptionNames, preview, RUN_ID } from '@swf/settings/wire';
import type { Started, StartRequest } from '../../api/executions.js';
import { applyChange, type Change } from '../../changes/change.js';
import { restartExecution } from '../../changes/restart.js';
import type { BodyNames } from '../http/body.js';
import type { Call, Route } from '../http/route.js';

const RUN: BodyNames = { operation: true, domain: true, workflowId: true, runId: true };

const CHANGES: readonly { readonly operation: Change['operation']; readonly members: BodyNames }[] = [
  { operation: 'signal', members: { signalName: true, input: true } },
  { operation: 'cancel', members: {} },
  { operation: 'terminate', members: { reason: true, details: true, childPolicy: true } },
];

const START: OptionNames<StartRequest> = {
  domain: true,
  workflowId: true,
  workflowType: true,
  ...EXECUTION_SETTINGS,
};

/** A body that names a run. */
interface RunBody {
  readonly domain: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly operation?: string;
}

/** Starting, signaling, canceling, terminating and restarting executions. */
export function changeRoutes(): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/executions',
      kind: 'start',
      body: START,
      handle: async (call): Promise<Started> => {
        const { domain, workflowId, ...attributes } = call.body as StartRequest;
        const executions = new WorkflowExecutionQuerySet({ name: domain }, requestOf(call));
        return started(await executions.create(workflowId, attributes as ExecutionAttributes));
      },
    },
    ...CHANGES.map(
      ({ operation, members }): Route => ({
        method: 'POST',
        path: `/execution/${operation}`,
        kind: operation,
        body: { ...RUN, ...members },
        handle: async (call) => {
          const { domain, workflowId, runId, operation: named, ...given } = runOf(call, operation);
          const execution = new WorkflowExecution({ name: domain }, workflowId, { runId });
          await applyChange({ ...given, operation } as Change, execution, requestOf(call));
        },
      }),
    ),
    {
      method: 'POST',
      path: '/execution/restart',
      kind: 'start',
      body: { ...RUN, input: true, newWorkflowId: true },
      handle: async (call): Promise<Started> => {
        const { domain, operation, ...restart } = runOf(call, 'restart');
        return started(await restartExecution({ ...restart, domain: { name: domain } }, requestOf(call)));
      },
    },
  ];
}

/** @throws `InvalidArgumentError` unless the body names a run: never a later one of the same id. */
function runOf({ body }: Call, operation: string): RunBody {
  const run = body as RunBody;
  RUN_ID.check('runId', run.runId);
  if (run.operation !== undefined && run.operation !== operation) {
    throw new InvalidArgumentError(`operation must be "${operation}" on this route, got ${preview(run.operation)}`);
  }
  return run;
}

function started({ workflowId, runId = '' }: WorkflowExecution): Started {
  return { workflowId, runId };
}

function requestOf({ client, signal }: Call) {
  return { client, signal };
}
