import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What is wrong with the value. */
  readonly problem?: string | undefined;
  /** Shown under the field while nothing is wrong. */
  readonly note?: ComponentChildren;
  readonly placeholder?: string | undefined;
  readonly isRequired?: boolean;
  readonly isMono?: boolean;
  /** Values to choose from, or to complete. */
  readonly options?: readonly string[] | undefined;
}

/** A text field with its label, and under it what is wrong or what it is for. */
export function TextField({
  label,
  value,
  onInput,
  problem,
  note,
  placeholder,
  isRequired,
  isMono,
  options,
}: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label}
        {isRequired && <span class="required"> required</span>}
      </label>
      <input
        id={id}
        class={isMono ? 'mono' : ''}
        value={value}
        placeholder={placeholder}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        aria-required={isRequired}
        autocomplete="off"
        spellcheck={false}
        list={options ? `${id}-options` : undefined}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      {options && (
        <datalist id={`${id}-options`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      <FieldNote id={`${id}-note`} problem={problem} note={note} />
    </div>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly note?: ComponentChildren;
}

/** A choice of a few values. */
export function SelectField({ label, value, onInput, options, note }: SelectFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget }) => onInput(currentTarget.value)}
      >
        {options.map(([each, title]) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} note={note} />
    </div>
  );
}

interface NoteProps {
  readonly id: string;
  readonly problem?: string | undefined;
  readonly note?: ComponentChildren;
}

/** What is wrong with a field, or else what it is for. */
export function FieldNote({ id, problem, note }: NoteProps) {
  return (
    <span class={`field-note ${problem === undefined ? '' : 'is-failed'}`} id={id}>
      {problem ?? note}
    </span>
  );
}

/** Moves the focus to the first field whose value is refused, once that is shown. */
export function focusFirstProblem(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
