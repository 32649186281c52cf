import {
  ARN,
  CHILD_POLICY,
  type ExecutionSettings,
  type OptionNames,
  SECONDS,
  type Structure,
  TASK_LIST,
  TASK_PRIORITY,
  TIMEOUT,
} from '@swf/settings/wire';
import type { PayloadCodec } from './payload.js';
import type { Schema } from './schema.js';

/**
 * How to start executions of a workflow. Timeouts are seconds; all of them are sent with every
 * start.
 */
export interface WorkflowOptions extends Omit<ExecutionSettings, 'input' | 'tagList'> {
  /** The task list of its decider. Default: the registered type's. */
  readonly taskList?: string | undefined;
  /** Seconds that an execution may take. Default: 30 days. */
  readonly executionStartToCloseTimeout?: ExecutionSettings['executionStartToCloseTimeout'];
  /** Seconds that a decider has for a task. Default: 60. */
  readonly taskStartToCloseTimeout?: ExecutionSettings['taskStartToCloseTimeout'];
  /**
   * What happens to open children when an execution is terminated or times out. Default:
   * `'TERMINATE'`.
   */
  readonly childPolicy?: ExecutionSettings['childPolicy'];
  /** Default: the program's, or else JSON. */
  readonly codec?: PayloadCodec | undefined;
  /** Validates inputs: where an execution is started, and before its function runs. */
  readonly input?: Schema | undefined;
  /** Validates results, before they are sent. */
  readonly result?: Schema | undefined;
}

/** What the start of one execution may override. */
export type WorkflowStartOptions = Omit<WorkflowOptions, 'input' | 'result'>;

/** The options that SWF is sent. */
type Settings = Omit<WorkflowStartOptions, 'codec'>;

/** The codec of each setting of an execution that flow lets a program choose. */
export const WORKFLOW_SETTINGS: Structure<Settings, object> = {
  taskList: TASK_LIST,
  taskPriority: TASK_PRIORITY,
  executionStartToCloseTimeout: SECONDS,
  taskStartToCloseTimeout: TIMEOUT,
  childPolicy: CHILD_POLICY,
  lambdaRole: ARN,
};

/** The options of a start; TypeScript reports one that is missing. */
export const WORKFLOW_START_OPTIONS: OptionNames<WorkflowStartOptions> = { ...WORKFLOW_SETTINGS, codec: true };

/** The options of a workflow. */
export const WORKFLOW_OPTIONS: OptionNames<WorkflowOptions> = { ...WORKFLOW_START_OPTIONS, input: true, result: true };

/** What is sent with every start unless the definition or the call says otherwise. */
export const WORKFLOW_DEFAULTS = {
  executionStartToCloseTimeout: 2_592_000,
  taskStartToCloseTimeout: 60,
  childPolicy: 'TERMINATE',
} as const;
