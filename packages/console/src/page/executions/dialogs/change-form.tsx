import { SelectField, TextField } from '../../components/field.js';
import type { ChangeFields, FieldProblems } from './change-fields.js';
import type { Operation } from './operations.js';
import { PayloadField } from './payload-field.js';

interface ChangeFormProps {
  readonly operation: Operation;
  readonly fields: ChangeFields;
  readonly problems: FieldProblems;
  readonly onChange: (fields: ChangeFields) => void;
}

/** The child policies, as a person reads them. */
export const CHILD_POLICIES = [
  ['', 'as each execution was started with'],
  ['TERMINATE', 'terminate the children too'],
  ['REQUEST_CANCEL', 'request cancel of the children'],
  ['ABANDON', 'let the children run'],
] as const;

/** The fields of a change, of one run or of many. */
export function ChangeForm({ operation, fields, problems, onChange }: ChangeFormProps) {
  const set = (name: keyof ChangeFields) => (value: string) => onChange({ ...fields, [name]: value });
  if (operation === 'signal') {
    return (
      <>
        <TextField
          label="Signal name"
          value={fields.signalName}
          problem={problems.signalName}
          onInput={set('signalName')}
          isRequired
          isMono
        />
        <PayloadField label="Input" value={fields.input} problem={problems.input} onInput={set('input')} />
      </>
    );
  }
  if (operation === 'terminate') {
    return (
      <>
        <TextField
          label="Reason"
          value={fields.reason}
          problem={problems.reason}
          note="Kept in the history."
          onInput={set('reason')}
        />
        <SelectField
          label="Child policy"
          value={fields.childPolicy}
          options={CHILD_POLICIES}
          onInput={set('childPolicy')}
          note="What happens to open children."
        />
        <PayloadField
          label="Details"
          value={fields.details}
          problem={problems.details}
          onInput={set('details')}
          rows={3}
        />
      </>
    );
  }
  if (operation === 'restart') {
    return (
      <>
        <TextField
          label="New workflow id"
          value={fields.newWorkflowId}
          problem={problems.newWorkflowId}
          placeholder="the same"
          note="The same id needs its open run to be closed first."
          onInput={set('newWorkflowId')}
          isMono
        />
        <PayloadField label="Input" value={fields.input} problem={problems.input} onInput={set('input')} />
        <p class="secondary">
          Leave the input empty to send the input of the old run. Type, tags, lists and timeouts are kept.
        </p>
      </>
    );
  }
  return <p>The decider sees the request with its next decision task, and decides what happens to the execution.</p>;
}
