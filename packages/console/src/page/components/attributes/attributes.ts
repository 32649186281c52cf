import { parseDuration } from '@swf/querysets/text';
import { messageOf } from '@swf/settings/errors';
import { ACTIVITY_TYPE_DEFAULTS, EXECUTION_SETTINGS, WORKFLOW_TYPE_DEFAULTS } from '@swf/settings/wire';

/** A setting of an execution, or a default of a type, as a form shows it. */
export interface Attribute {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'timeout' | 'integer' | 'policy';
}

/** What the fields of a form hold, by the attribute's name. */
export type Texts = Readonly<Record<string, string>>;

/** The values that a form sends, and what is wrong with its fields. */
export interface ReadAttributes {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: Texts;
}

/** The settings of an execution that its type may have defaults for. */
export const executionSettings: readonly Attribute[] = [
  { name: 'taskList', label: 'Task list', kind: 'text' },
  { name: 'taskPriority', label: 'Task priority', kind: 'integer' },
  { name: 'executionStartToCloseTimeout', label: 'Execution timeout', kind: 'timeout' },
  { name: 'taskStartToCloseTimeout', label: 'Decision timeout', kind: 'timeout' },
  { name: 'childPolicy', label: 'Child policy', kind: 'policy' },
  { name: 'lambdaRole', label: 'Lambda role', kind: 'text' },
];

/** The defaults of a workflow type. */
export const workflowTypeDefaults: readonly Attribute[] = executionSettings.map((setting) => ({
  ...setting,
  name: defaultOf(setting.name),
}));

/** The defaults of an activity type. */
export const activityTypeDefaults: readonly Attribute[] = [
  { name: 'defaultTaskList', label: 'Task list', kind: 'text' },
  { name: 'defaultTaskPriority', label: 'Task priority', kind: 'integer' },
  { name: 'defaultTaskScheduleToStartTimeout', label: 'Schedule to start', kind: 'timeout' },
  { name: 'defaultTaskStartToCloseTimeout', label: 'Start to close', kind: 'timeout' },
  { name: 'defaultTaskScheduleToCloseTimeout', label: 'Schedule to close', kind: 'timeout' },
  { name: 'defaultTaskHeartbeatTimeout', label: 'Heartbeat', kind: 'timeout' },
];

interface Check {
  check(field: string, value: unknown): unknown;
}

const CHECKS = { ...EXECUTION_SETTINGS, ...WORKFLOW_TYPE_DEFAULTS, ...ACTIVITY_TYPE_DEFAULTS } as Readonly<
  Record<string, Check>
>;

/** Returns the name of a type's default for a setting: `taskList` has `defaultTaskList`. */
export function defaultOf(setting: string): string {
  return `default${setting.charAt(0).toUpperCase()}${setting.slice(1)}`;
}

/** Reads the fields of a form. Empty ones are left out. */
export function readAttributes(attributes: readonly Attribute[], texts: Texts): ReadAttributes {
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const { name, kind } of attributes) {
    const text = texts[name]?.trim() ?? '';
    if (text === '') continue;
    const problem = problemOf(() => {
      const value = parse(name, kind, text);
      CHECKS[name]?.check(name, value);
      values[name] = value;
    });
    if (problem !== undefined) problems[name] = problem;
  }
  return { values, problems };
}

/** Returns the message of what is thrown; undefined if nothing is. */
export function problemOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function parse(name: string, kind: Attribute['kind'], text: string): unknown {
  if (kind === 'integer') return Number(text);
  if (kind !== 'timeout') return text;
  if (/^none$/i.test(text)) return 'NONE';
  return /^-?\d+$/.test(text) ? Number(text) : parseDuration(name, text);
}
