import {
  type ChildPolicy,
  RequestCancelWorkflowExecutionCommand,
  SignalWorkflowExecutionCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { type RequestOptions, send } from '@swf/settings/request';
import { checkLength, checkObject, encodePayload, LIMITS } from '@swf/settings/wire';
import { checkChildPolicy, keep } from './keep.js';
import type { DomainRef } from './refs.js';

/** How to terminate an execution. */
export interface TerminateOptions extends RequestOptions {
  /** Why, at most 256 characters. */
  readonly reason?: string | undefined;
  /** More about it: a string as it is, any other JSON value as JSON; at most 32,768 characters. */
  readonly details?: unknown;
  /** What becomes of its open children. Default: the execution's own policy. */
  readonly childPolicy?: ChildPolicy | undefined;
}

/** The part of an execution that requests to it need. */
export interface Steerable {
  readonly domain: DomainRef;
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly resource: ResourceContext;
}

/** What `execution.signal()` does. */
export async function signal(
  execution: Steerable,
  signalName: string,
  input: unknown,
  options?: RequestOptions,
): Promise<void> {
  const command = new SignalWorkflowExecutionCommand({
    ...target(execution),
    signalName: checkLength('signalName', signalName, { min: 1, max: LIMITS.signalName }),
    input: encodePayload('input', input, LIMITS.data),
  });
  await send(command, openResource(execution), options);
}

/** What `execution.requestCancel()` does. */
export async function requestCancel(execution: Steerable, options?: RequestOptions): Promise<void> {
  await send(new RequestCancelWorkflowExecutionCommand(target(execution)), openResource(execution), options);
}

/** What `execution.terminate()` does. */
export async function terminate(execution: Steerable, options: TerminateOptions = {}): Promise<void> {
  checkObject('options', options);
  const command = new TerminateWorkflowExecutionCommand({
    ...target(execution),
    reason: options.reason === undefined ? undefined : checkLength('reason', options.reason, { max: LIMITS.reason }),
    details: encodePayload('details', options.details, LIMITS.data),
    childPolicy: keep(options, 'childPolicy', checkChildPolicy),
  });
  await send(command, openResource(execution), options);
}

function target({ domain, workflowId, runId }: Steerable) {
  return { domain: domain.name, workflowId, runId };
}

/** SWF steers only what is open, and answers alike for what is closed and what it does not know. */
function openResource({ resource }: Steerable): ResourceContext {
  return { ...resource, mustBeOpen: true };
}
