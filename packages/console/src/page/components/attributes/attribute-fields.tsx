import { SelectField, TextField } from '../field.js';
import { attributeText } from './attribute-text.js';
import { type Attribute, readAttributes, type Texts } from './attributes.js';

interface AttributeFieldsProps {
  readonly attributes: readonly Attribute[];
  readonly texts: Texts;
  readonly problems: Texts;
  readonly onChange: (texts: Texts) => void;
  /** Returns the value that an empty field stands for. */
  readonly fallback?: ((name: string) => unknown) | undefined;
}

/** The fields of attributes, each with what an empty one stands for. */
export function AttributeFields({ attributes, texts, problems, onChange, fallback }: AttributeFieldsProps) {
  return (
    <div class="fields">
      {attributes.map((attribute) => {
        const { name, label, kind } = attribute;
        const value = texts[name] ?? '';
        const own = fallback?.(name);
        const onInput = (text: string) => onChange({ ...texts, [name]: text });
        const note = kind === 'timeout' ? timeoutNote(attribute, value) : '';
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

/** Says how a timeout is written, and what the text that is typed means. */
function timeoutNote(attribute: Attribute, text: string): string {
  const value = readAttributes([attribute], { [attribute.name]: text }).values[attribute.name];
  if (value === 'NONE') return 'No limit.';
  return value === undefined ? 'As 90s, 15m, 2h, 7d or seconds.' : `= ${attributeText('timeout', value)}`;
}

const POLICIES = ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'] as const;

function policyText(policy: unknown): string {
  return String(policy).toLowerCase().replace('_', ' ');
}
