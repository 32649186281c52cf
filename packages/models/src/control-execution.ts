import {
  RequestCancelWorkflowExecutionCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
  type TerminateWorkflowExecutionInput,
} from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { REQUEST_OPTIONS, type RequestOptions, send } from '@swf/settings/request';
import {
  CHILD_POLICY,
  type ChildPolicy,
  checkOptions,
  type DomainRef,
  formatStructure,
  PAYLOAD,
  REASON,
  SIGNAL_NAME,
  type Structure,
} from '@swf/settings/wire';

/** The options of `terminate`, which the history records. */
interface Termination {
  /** Why, at most 256 characters. */
  readonly reason?: string | undefined;
  /** Details: a string as it is, any other JSON value as JSON; at most 32,768 characters. */
  readonly details?: unknown;
  /** The fate of its open children. Default: the execution's own policy. */
  readonly childPolicy?: ChildPolicy | undefined;
}

const TERMINATION: Structure<Termination, TerminateWorkflowExecutionInput> = {
  reason: REASON,
  details: PAYLOAD,
  childPolicy: CHILD_POLICY,
};

/** How to terminate an execution. */
export interface TerminateOptions extends RequestOptions, Termination {}

/** The part of an execution that requests about it need. */
export interface ExecutionTarget {
  readonly domain: DomainRef;
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly resource: ResourceContext;
}

/** Implements `execution.signal()`. */
export async function signal(
  execution: ExecutionTarget,
  signalName: string,
  input: unknown,
  options?: RequestOptions,
): Promise<void> {
  const command = new SignalWorkflowExecutionCommand({
    ...target(execution),
    signalName: SIGNAL_NAME.format('signalName', signalName),
    input: PAYLOAD.format('input', input),
  });
  await send(command, mustBeOpen(execution), options);
}

/** Implements `execution.requestCancel()`. */
export async function requestCancel(execution: ExecutionTarget, options?: RequestOptions): Promise<void> {
  await send(new RequestCancelWorkflowExecutionCommand(target(execution)), mustBeOpen(execution), options);
}

/** Implements `execution.terminate()`. */
export async function terminate(execution: ExecutionTarget, options: TerminateOptions = {}): Promise<void> {
  const names = { ...TERMINATION, ...REQUEST_OPTIONS };
  const { client, signal, ...termination } = checkOptions('options', options, names);
  const command = new TerminateWorkflowExecutionCommand({
    ...target(execution),
    ...formatStructure(TERMINATION, termination),
  });
  await send(command, mustBeOpen(execution), { client, signal });
}

function target({ domain, workflowId, runId }: ExecutionTarget) {
  return { domain: domain.name, workflowId, runId };
}

/**
 * Returns the error context of a request that needs an open execution. SWF reports a closed one as
 * unknown.
 */
function mustBeOpen({ resource }: ExecutionTarget): ResourceContext {
  return { ...resource, mustBeOpen: true };
}
