import { type ChildPolicy, StartWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { type ResourceContext, type SwfError, WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';
import { type RequestOptions, send } from '@swf/settings/request';
import {
  checkName,
  checkObject,
  checkTagList,
  checkWorkflowId,
  encodePayload,
  formatSeconds,
  formatTaskPriority,
  formatTimeout,
  LIMITS,
  type Timeout,
} from '@swf/settings/wire';
import { answered } from './answered.js';
import { checkArn, checkChildPolicy, keep } from './keep.js';
import type { DomainRef, TypeRef } from './refs.js';
import { WorkflowExecution } from './workflow-execution.js';

/** How to start an execution; what is not given here is left to the type's defaults. */
export interface StartExecutionOptions extends RequestOptions {
  /** The id that no other open execution of the domain has, 1 to 256 characters. Default: the type's name and a random UUID. */
  readonly workflowId?: string | undefined;
  /** What the execution is about: a string as it is, any other JSON value as JSON; at most 32,768 characters. */
  readonly input?: unknown;
  /** At most 5 tags of at most 256 characters. */
  readonly tagList?: readonly string[] | undefined;
  /** The name of the task list of its decision tasks. */
  readonly taskList?: string | undefined;
  /** A 32-bit integer; higher comes first. */
  readonly taskPriority?: number | undefined;
  /** Seconds that the execution may take, at most a year. */
  readonly executionStartToCloseTimeout?: number | undefined;
  /** Seconds that a decider has for a task, or `'NONE'`. */
  readonly taskStartToCloseTimeout?: Timeout | undefined;
  /** What becomes of open children when the execution is terminated or times out. */
  readonly childPolicy?: ChildPolicy | undefined;
  /** The ARN of the IAM role with which it calls Lambda functions. */
  readonly lambdaRole?: string | undefined;
}

/** The part of a workflow type that a start needs. */
interface Startable extends TypeRef {
  readonly domain: DomainRef;
  readonly resource: ResourceContext;
}

/** What `workflowType.startExecution()` does. */
export async function startExecution(type: Startable, options: StartExecutionOptions = {}): Promise<WorkflowExecution> {
  const { client, signal, ...given } = checkObject('options', options);
  const { domain, name, version } = type;
  const workflowId = checkWorkflowId('workflowId', given.workflowId ?? uniqueWorkflowId(name));
  const workflowType = { name, version };
  const input = encodePayload('input', given.input, LIMITS.data);
  const tagList = keep(given, 'tagList', checkTagList);
  const taskList = keep(given, 'taskList', checkName);
  const command = new StartWorkflowExecutionCommand({
    domain: domain.name,
    workflowId,
    workflowType,
    input,
    tagList: tagList && [...tagList],
    taskList: taskList === undefined ? undefined : { name: taskList },
    taskPriority: formatTaskPriority('taskPriority', given.taskPriority),
    executionStartToCloseTimeout: formatSeconds('executionStartToCloseTimeout', given.executionStartToCloseTimeout),
    taskStartToCloseTimeout: formatTimeout('taskStartToCloseTimeout', given.taskStartToCloseTimeout),
    childPolicy: keep(given, 'childPolicy', checkChildPolicy),
    lambdaRole: keep(given, 'lambdaRole', checkArn),
  });
  const started = (runId: string | undefined) =>
    new WorkflowExecution(domain, workflowId, {
      ...given,
      runId: answered('runId', runId, type.resource),
      workflowType,
      executionStatus: 'OPEN',
      input,
    });
  try {
    return started((await send(command, type.resource, { client, signal })).runId);
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    if (given.workflowId !== undefined) throw alreadyStarted(domain, workflowId, error);
    // An id made here is nobody else's: the first answer was lost, and what the SDK sent again met the execution that is wanted.
    return started((await new WorkflowExecution(domain, workflowId).upstream({ client, signal })).runId);
  }
}

/** The same error, naming the execution and not its type. */
function alreadyStarted(domain: DomainRef, workflowId: string, { cause, fault, requestId }: SwfError): SwfError {
  return new WorkflowExecutionAlreadyStartedError(
    `WorkflowExecution "${workflowId}" of domain "${domain.name}" is already open`,
    { cause, fault, requestId },
  );
}

function uniqueWorkflowId(name: string): string {
  const suffix = `-${crypto.randomUUID()}`;
  return name.slice(0, LIMITS.workflowId - suffix.length) + suffix;
}
