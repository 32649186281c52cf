import { SelectField, TextField } from '../field.js';
import { attributeText } from './attribute-text.js';
import type { Attribute, Texts } from './attributes.js';

interface AttributeFieldsProps {
  readonly attributes: readonly Attribute[];
  readonly texts: Texts;
  readonly problems: Texts;
  readonly onChange: (texts: Texts) => void;
  /** Returns the value that an empty field stands for. */
  readonly fallback?: ((name: string) => unknown) | undefined;
  /** Whether a missing value without a fallback is worth a word. */
  readonly notes?: ((attribute: Attribute) => string | undefined) | undefined;
}

/** The fields of attributes, each with what an empty one stands for. */
export function AttributeFields({ attributes, texts, problems, onChange, fallback, notes }: AttributeFieldsProps) {
  return (
    <div class="fields">
      {attributes.map((attribute) => {
        const { name, label, kind } = attribute;
        const value = texts[name] ?? '';
        const own = fallback?.(name);
        const onInput = (text: string) => onChange({ ...texts, [name]: text });
        const note = notes?.(attribute) ?? (kind === 'timeout' ? 'As 90s, 15m, 2h, seconds, or NONE.' : '');
        if (kind === 'policy') {
          const first = own === undefined ? 'not set' : `${policyText(own)} (default)`;
          return (
            <SelectField
              key={name}
              label={label}
              value={value}
              onInput={onInput}
              note={note}
              options={[['', first], ...POLICIES.map((policy) => [policy, policyText(policy)] as const)]}
            />
          );
        }
        return (
          <TextField
            key={name}
            label={label}
            value={value}
            onInput={onInput}
            problem={problems[name]}
            placeholder={own === undefined ? undefined : `${attributeText(kind, own)} (default)`}
            note={note}
            isMono={kind === 'text'}
          />
        );
      })}
    </div>
  );
}

const POLICIES = ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'] as const;

function policyText(policy: unknown): string {
  return String(policy).toLowerCase().replace('_', ' ');
}
