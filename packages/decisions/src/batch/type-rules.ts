import type { DecisionAttributes } from '../decision-attributes.js';
import type { Refusal, RefusalCode } from '../errors.js';
import type { TypeRef } from '../refs.js';
import {
  type DescribedActivityType,
  type DescribedWorkflowType,
  hasKnownDefaults,
  isGiven,
} from './described-types.js';

/**
 * A setting, its default, and SWF's cause if both are missing; in the order in which SWF checks
 * them.
 */
type Setting<Attributes, Type> = readonly [setting: keyof Attributes, fallback: keyof Type, code: RefusalCode];

type NewRun = DecisionAttributes['StartChildWorkflowExecution' | 'ContinueAsNewWorkflowExecution'];

const ACTIVITY_SETTINGS: readonly Setting<DecisionAttributes['ScheduleActivityTask'], DescribedActivityType>[] = [
  ['taskList', 'defaultTaskList', 'DEFAULT_TASK_LIST_UNDEFINED'],
  ['scheduleToStartTimeout', 'defaultTaskScheduleToStartTimeout', 'DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED'],
  ['scheduleToCloseTimeout', 'defaultTaskScheduleToCloseTimeout', 'DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['startToCloseTimeout', 'defaultTaskStartToCloseTimeout', 'DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['heartbeatTimeout', 'defaultTaskHeartbeatTimeout', 'DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED'],
];

const WORKFLOW_SETTINGS: readonly Setting<NewRun, DescribedWorkflowType>[] = [
  [
    'executionStartToCloseTimeout',
    'defaultExecutionStartToCloseTimeout',
    'DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED',
  ],
  ['taskList', 'defaultTaskList', 'DEFAULT_TASK_LIST_UNDEFINED'],
  ['taskStartToCloseTimeout', 'defaultTaskStartToCloseTimeout', 'DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED'],
  ['childPolicy', 'defaultChildPolicy', 'DEFAULT_CHILD_POLICY_UNDEFINED'],
];

/** Returns a refusal if the type is deprecated. */
export function deprecated(
  code: 'ACTIVITY_TYPE_DEPRECATED' | 'WORKFLOW_TYPE_DEPRECATED',
  type: (TypeRef & { readonly status?: string | undefined }) | undefined,
): Refusal | undefined {
  if (type?.status !== 'DEPRECATED') return undefined;
  return { code, explanation: `${describe(type)} is deprecated` };
}

/** Returns a refusal if the activity task lacks a setting for which its type has no default. */
export function activitySettingUndefined(
  attributes: DecisionAttributes['ScheduleActivityTask'],
  type: DescribedActivityType | undefined,
): Refusal | undefined {
  return type && hasKnownDefaults(type) ? firstUndefined(ACTIVITY_SETTINGS, attributes, type) : undefined;
}

/** Returns a refusal if the run lacks a setting for which its type has no default. */
export function workflowSettingUndefined(
  attributes: NewRun,
  type: DescribedWorkflowType | undefined,
): Refusal | undefined {
  return type && hasKnownDefaults(type) ? firstUndefined(WORKFLOW_SETTINGS, attributes, type) : undefined;
}

function firstUndefined<Attributes, Type extends TypeRef>(
  settings: readonly Setting<Attributes, Type>[],
  attributes: Attributes,
  type: Type,
): Refusal | undefined {
  const missing = settings.find(([setting, fallback]) => attributes[setting] === undefined && !isGiven(type[fallback]));
  if (!missing) return undefined;
  const [setting, fallback, code] = missing;
  const explanation = `${String(setting)} is not given, and ${describe(type)} has no ${String(fallback)}`;
  return { code, explanation };
}

function describe({ name, version }: TypeRef): string {
  return `type "${name}" version "${version}"`;
}
