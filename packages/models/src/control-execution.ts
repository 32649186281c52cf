import {
  type ChildPolicy,
  RequestCancelWorkflowExecutionCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { REQUEST_OPTIONS, type RequestOptions, send } from '@swf/settings/request';
import { checkLength, checkOptions, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { checkChildPolicy, optional } from './optional.js';
import type { DomainRef } from './refs.js';

/** How to terminate an execution. */
export interface TerminateOptions extends RequestOptions {
  /** Why, at most 256 characters. */
  readonly reason?: string | undefined;
  /** Details: a string as it is, any other JSON value as JSON; at most 32,768 characters. */
  readonly details?: unknown;
  /** What SWF does with its open children. Default: the execution's own policy. */
  readonly childPolicy?: ChildPolicy | undefined;
}

const TERMINATE_OPTIONS: OptionNames<TerminateOptions> = {
  reason: true,
  details: true,
  childPolicy: true,
  ...REQUEST_OPTIONS,
};

/** The part of an execution that requests about it need. */
export interface ExecutionTarget {
  readonly domain: DomainRef;
  readonly workflowId: string;
  readonly runId: string | undefined;
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
    signalName: checkLength('signalName', signalName, { min: 1, max: LIMITS.signalName }),
    input: encodePayload('input', input, LIMITS.data),
  });
  await send(command, mustBeOpen(execution), options);
}

/** Implements `execution.requestCancel()`. */
export async function requestCancel(execution: ExecutionTarget, options?: RequestOptions): Promise<void> {
  await send(new RequestCancelWorkflowExecutionCommand(target(execution)), mustBeOpen(execution), options);
}

/** Implements `execution.terminate()`. */
export async function terminate(execution: ExecutionTarget, options: TerminateOptions = {}): Promise<void> {
  const { client, signal, ...given } = checkOptions('options', options, TERMINATE_OPTIONS);
  const command = new TerminateWorkflowExecutionCommand({
    ...target(execution),
    reason: given.reason === undefined ? undefined : checkLength('reason', given.reason, { max: LIMITS.reason }),
    details: encodePayload('details', given.details, LIMITS.data),
    childPolicy: optional(given, 'childPolicy', checkChildPolicy),
  });
  await send(command, mustBeOpen(execution), { client, signal });
}

function target({ domain, workflowId, runId }: ExecutionTarget) {
  return { domain: domain.name, workflowId, runId };
}

/** Returns the context of a request that SWF only takes for an open execution: to it, a closed one is unknown. */
function mustBeOpen({ resource }: ExecutionTarget): ResourceContext {
  return { ...resource, mustBeOpen: true };
}
