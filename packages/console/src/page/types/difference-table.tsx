import type { CatalogDifference } from '@swf/explain';
import { counted } from '../components/format.js';
import { Notice } from '../components/notices.js';
import { refusalOf } from '../data/session.js';

interface DifferenceTableProps {
  readonly differences: readonly CatalogDifference[];
  /** Registers what the file has. */
  readonly onRegister: (difference: CatalogDifference) => void;
}

/** What differs between a file and a domain, and what to do about it. */
export function DifferenceTable({ differences, onRegister }: DifferenceTableProps) {
  if (differences.length === 0) return <Notice>No differences: the domain has the types of the file.</Notice>;
  return (
    <>
      <p aria-live="polite">{summaryOf(differences)}</p>
      <section class="table-scroll" tabIndex={0} aria-label="Differences">
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Attribute</th>
              <th scope="col">In the file</th>
              <th scope="col">Registered</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference, index) => (
              <DifferenceRow
                key={`${difference.kind} ${difference.type} ${difference.attribute}`}
                difference={difference}
                isFirst={!isSameType(difference, differences[index - 1])}
                onRegister={() => onRegister(difference)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface DifferenceRowProps {
  readonly difference: CatalogDifference;
  /** Whether it is the first one of its type, which has the button. */
  readonly isFirst: boolean;
  readonly onRegister: () => void;
}

function DifferenceRow({ difference, isFirst, onRegister }: DifferenceRowProps) {
  const { kind, type, attribute, file, registered, remedy } = difference;
  const refusal = refusalOf('register');
  const word = { 'register it': 'Register', 'needs a new version': 'New version' }[remedy as string];
  return (
    <tr>
      <th scope="row">
        <span class="mono">{type}</span> <span class="secondary">{kind}</span>
      </th>
      <td>{attribute}</td>
      <td>{valueText(file)}</td>
      <td>{valueText(registered)}</td>
      <td>
        {word !== undefined && isFirst ? (
          <button
            type="button"
            aria-label={`${word}: ${type}`}
            aria-disabled={refusal !== undefined}
            title={refusal}
            onClick={() => refusal === undefined && onRegister()}
          >
            {word}…
          </button>
        ) : remedy === 'only registered' ? (
          'nothing: only here'
        ) : (
          remedy
        )}
      </td>
    </tr>
  );
}

function isSameType(one: CatalogDifference, other: CatalogDifference | undefined): boolean {
  return one.kind === other?.kind && one.type === other.type;
}

/** Says how many types there are of each kind of difference. */
function summaryOf(differences: readonly CatalogDifference[]): string {
  const count = (wanted: CatalogDifference['remedy']) =>
    new Set(differences.flatMap(({ kind, type, remedy }) => (remedy === wanted ? [`${kind} ${type}`] : []))).size;
  const parts = [
    [count('register it'), 'only in the file'],
    [count('only registered'), 'only here'],
    [count('undeprecate it'), 'deprecated here'],
    [count('needs a new version'), 'with other attributes, which need a new version'],
  ] as const;
  return parts.flatMap(([types, words]) => (types === 0 ? [] : [`${counted(types, 'type')} ${words}`])).join('; ');
}

function valueText(value: unknown): string {
  return value === undefined ? '–' : String(value);
}
