import { LIMITS } from '@swf/settings/wire';
import { useId } from 'preact/hooks';
import { FieldNote } from '../../components/field.js';
import { grouped } from '../../components/format.js';
import { payloadNote, prettyJson } from './payload-text.js';

interface PayloadFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly problem?: string | undefined;
  readonly rows?: number;
}

/** A field for a payload: any text; it says whether that is JSON, and how long it is. */
export function PayloadField({ label, value, onInput, problem, rows = 5 }: PayloadFieldProps) {
  const id = useId();
  const { isJson, words } = payloadNote(value);
  const pretty = isJson ? prettyJson(value) : value;
  return (
    <div class="field">
      <span class="field-line">
        <label for={id}>{label}</label>
        {pretty !== value && (
          <button type="button" class="link" onClick={() => onInput(pretty)}>
            Format
          </button>
        )}
      </span>
      <textarea
        id={id}
        rows={rows}
        value={value}
        spellcheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <span class="field-line">
        <FieldNote id={`${id}-note`} problem={problem} note={words} />
        <span class="field-note number">
          {grouped([...value].length)} of {grouped(LIMITS.data)}
        </span>
      </span>
    </div>
  );
}
