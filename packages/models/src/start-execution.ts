import { type ChildPolicy, StartWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import {
  DoesNotExistError,
  type ResourceContext,
  type SwfError,
  WorkflowExecutionAlreadyStartedError,
} from '@swf/settings/errors';
import { REQUEST_OPTIONS, type RequestOptions, send, untilVisible } from '@swf/settings/request';
import {
  checkName,
  checkOptions,
  checkTagList,
  checkWorkflowId,
  encodePayload,
  formatSeconds,
  formatTaskPriority,
  formatTimeout,
  LIMITS,
  type OptionNames,
  type Timeout,
} from '@swf/settings/wire';
import { checkArn, checkChildPolicy, optional } from './optional.js';
import type { DomainRef, TypeRef } from './refs.js';
import { required } from './required.js';
import { WorkflowExecution } from './workflow-execution.js';

/** How to start an execution. Absent settings are the type's defaults. */
export interface StartExecutionOptions extends RequestOptions {
  /** 1 to 256 characters, unique among the open executions of the domain. Default: the type's name and a random UUID. */
  readonly workflowId?: string | undefined;
  /** A string as it is, any other JSON value as JSON; at most 32,768 characters. */
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
  /** What SWF does with open children when the execution is terminated or times out. */
  readonly childPolicy?: ChildPolicy | undefined;
  /** The ARN of the IAM role with which it calls Lambda functions. */
  readonly lambdaRole?: string | undefined;
}

const START_OPTIONS: OptionNames<StartExecutionOptions> = {
  workflowId: true,
  input: true,
  tagList: true,
  taskList: true,
  taskPriority: true,
  executionStartToCloseTimeout: true,
  taskStartToCloseTimeout: true,
  childPolicy: true,
  lambdaRole: true,
  ...REQUEST_OPTIONS,
};

/** The part of a workflow type that a start needs. */
interface Startable extends TypeRef {
  readonly domain: DomainRef;
  readonly resource: ResourceContext;
}

/** Implements `workflowType.startExecution()`. */
export async function startExecution(type: Startable, options: StartExecutionOptions = {}): Promise<WorkflowExecution> {
  const { client, signal, ...given } = checkOptions('options', options, START_OPTIONS);
  const { domain, name, version } = type;
  const { workflowId: givenId, ...settings } = given;
  const workflowId = checkWorkflowId('workflowId', givenId ?? uniqueWorkflowId(name));
  const workflowType = { name, version };
  const input = encodePayload('input', given.input, LIMITS.data);
  const tagList = optional(given, 'tagList', checkTagList);
  const taskList = optional(given, 'taskList', checkName);
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
    childPolicy: optional(given, 'childPolicy', checkChildPolicy),
    lambdaRole: optional(given, 'lambdaRole', checkArn),
  });
  const started = (runId: string | undefined) =>
    new WorkflowExecution(domain, workflowId, {
      ...settings,
      runId: required('runId', runId, type.resource),
      workflowType,
      executionStatus: 'OPEN',
      input,
    });
  try {
    return started((await send(command, type.resource, { client, signal })).runId);
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    if (givenId !== undefined) throw alreadyStarted(domain, workflowId, error);
    // A generated id is unique: the first answer was lost, and the SDK's retry met the execution that it had started.
    const runId = await untilVisible(
      () => runIdOf(new WorkflowExecution(domain, workflowId), { client, signal }),
      signal,
    );
    if (runId === undefined) throw error;
    return started(runId);
  }
}

async function runIdOf(execution: WorkflowExecution, options: RequestOptions): Promise<string | undefined> {
  try {
    return (await execution.upstream(options)).runId;
  } catch (error) {
    if (DoesNotExistError.is(error)) return undefined;
    throw error;
  }
}

/** Returns the error with a message that names the execution instead of its type. */
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
