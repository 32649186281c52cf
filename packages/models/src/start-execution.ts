import { StartWorkflowExecutionCommand, type StartWorkflowExecutionInput } from '@aws-sdk/client-swf';
import {
  DoesNotExistError,
  describeResource,
  type ResourceContext,
  type SwfError,
  undefinedOn,
  WorkflowExecutionAlreadyStartedError,
} from '@swf/settings/errors';
import { REQUEST_OPTIONS, type RequestOptions, requiredMember, send, untilVisible } from '@swf/settings/request';
import {
  checkOptions,
  type DomainRef,
  EXECUTION_SETTINGS,
  type ExecutionSettings,
  formatStructure,
  LIMITS,
  parseStructure,
  type Structure,
  TASK_LIST,
  type TypeRef,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { EXECUTION } from './execution-attributes.js';
import { WorkflowExecution } from './workflow-execution.js';

/** The settings of an execution to start; absent ones are the type's defaults. */
export interface StartSettings extends ExecutionSettings {
  /** The name of the task list of its decision tasks. */
  readonly taskList?: string | undefined;
}

const START_SETTINGS: Structure<StartSettings, StartWorkflowExecutionInput> = {
  ...EXECUTION_SETTINGS,
  taskList: TASK_LIST,
};

/** How to start an execution. Absent settings are the type's defaults. */
export interface StartExecutionOptions extends StartSettings, RequestOptions {
  /**
   * 1 to 256 characters, unique among the open executions of the domain. Default: the type's name
   * and a random UUID.
   */
  readonly workflowId?: string | undefined;
}

/** The part of a workflow type that a start needs. */
interface Startable extends TypeRef {
  readonly domain: DomainRef;
  readonly resource: ResourceContext;
}

/** Implements `workflowType.startExecution()`. */
export async function startExecution(type: Startable, options: StartExecutionOptions = {}): Promise<WorkflowExecution> {
  const names = { ...START_SETTINGS, ...REQUEST_OPTIONS, workflowId: true } as const;
  const { client, signal, workflowId: givenId, ...given } = checkOptions('options', options, names);
  const { domain, name, version } = type;
  const workflowId = WORKFLOW_ID.check('workflowId', givenId ?? uniqueWorkflowId(name));
  const workflowType = { name, version };
  const settings = formatStructure(START_SETTINGS, given);
  const command = new StartWorkflowExecutionCommand({ domain: domain.name, workflowId, workflowType, ...settings });
  const started = (runId: string | undefined) =>
    new WorkflowExecution(domain, workflowId, {
      ...parseStructure(EXECUTION, settings),
      runId: requiredMember('runId', runId, type.resource),
      workflowType,
      executionStatus: 'OPEN',
    });
  try {
    return started((await send(command, type.resource, { client, signal })).runId);
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    if (givenId !== undefined) throw alreadyStarted(domain, workflowId, error);
    // A generated id is unique: the first answer was lost, and the SDK's retry met the execution
    // that it had started.
    const execution = await untilVisible(
      () => undefinedOn(DoesNotExistError, new WorkflowExecution(domain, workflowId).upstream({ client, signal })),
      signal,
    );
    if (execution === undefined) throw error;
    return started(execution.runId);
  }
}

/** Returns the error with a message that names the execution instead of its type. */
function alreadyStarted(domain: DomainRef, workflowId: string, { cause, fault, requestId }: SwfError): SwfError {
  const resource = { kind: 'WorkflowExecution', name: workflowId, domain: domain.name };
  return new WorkflowExecutionAlreadyStartedError(`${describeResource(resource)} is already open`, {
    cause,
    fault,
    requestId,
    resource,
  });
}

function uniqueWorkflowId(name: string): string {
  const suffix = `-${crypto.randomUUID()}`;
  return name.slice(0, LIMITS.workflowId - suffix.length) + suffix;
}
