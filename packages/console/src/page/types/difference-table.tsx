import type { CatalogDifference } from '@swf/explain';
import { counted } from '../components/format.js';
import { Notice } from '../components/notices.js';

/** What differs between a file and a domain, and what to do about it. */
export function DifferenceTable({ differences }: { readonly differences: readonly CatalogDifference[] }) {
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
            {differences.map(({ kind, type, attribute, file, registered, remedy }) => (
              <tr key={`${kind} ${type} ${attribute}`}>
                <th scope="row">
                  <span class="mono">{type}</span> <span class="secondary">{kind}</span>
                </th>
                <td>{attribute}</td>
                <td>{valueText(file)}</td>
                <td>{valueText(registered)}</td>
                <td>{remedy === 'only registered' ? 'nothing: only here' : remedy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
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
