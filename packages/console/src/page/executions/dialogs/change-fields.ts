import { messageOf } from '@swf/settings/errors';
import { DATA, REASON, SIGNAL_NAME, WORKFLOW_ID } from '@swf/settings/wire';
import type { Change } from '../../../changes/change.js';
import type { Operation } from './operations.js';

/** What the fields of a dialog hold. */
export interface ChangeFields {
  readonly signalName: string;
  readonly input: string;
  readonly reason: string;
  readonly details: string;
  readonly childPolicy: string;
  readonly newWorkflowId: string;
}

/** Empty fields. */
export const NO_FIELDS: ChangeFields = {
  signalName: '',
  input: '',
  reason: '',
  details: '',
  childPolicy: '',
  newWorkflowId: '',
};

/** What is wrong with which field. */
export type FieldProblems = Partial<Readonly<Record<keyof ChangeFields, string>>>;

const CHECKS: Readonly<Partial<Record<keyof ChangeFields, (field: string, value: string) => unknown>>> = {
  signalName: SIGNAL_NAME.check,
  input: DATA.check,
  reason: REASON.check,
  details: DATA.check,
  newWorkflowId: WORKFLOW_ID.check,
};

const FIELDS: Readonly<Record<Operation, readonly (keyof ChangeFields)[]>> = {
  signal: ['signalName', 'input'],
  cancel: [],
  terminate: ['reason', 'details', 'childPolicy'],
  restart: ['input', 'newWorkflowId'],
};

/** Returns what SWF would refuse, by field. */
export function problemsOf(operation: Operation, fields: ChangeFields): FieldProblems {
  const found: [string, string][] = [];
  for (const name of FIELDS[operation]) {
    const value = fields[name];
    if (value === '' && name !== 'signalName') continue;
    try {
      CHECKS[name]?.(name, value);
    } catch (error) {
      found.push([name, messageOf(error)]);
    }
  }
  return Object.fromEntries(found);
}

/** Returns the members that an operation sends: those of its fields that are not empty. */
export function membersOf(operation: Operation, fields: ChangeFields): Readonly<Record<string, string>> {
  return Object.fromEntries(FIELDS[operation].flatMap((name) => (fields[name] === '' ? [] : [[name, fields[name]]])));
}

/** Returns the change that a batch does to each of its runs. */
export function batchChange(operation: Change['operation'], fields: ChangeFields): Change {
  return { operation, ...membersOf(operation, fields) } as Change;
}
