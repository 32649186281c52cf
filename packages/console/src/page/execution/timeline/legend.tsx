/** What is drawn, and what it means. */
const MEANINGS: readonly (readonly [kind: string, meaning: string])[] = [
  ['waiting', 'waits'],
  ['open', 'runs'],
  ['succeeded', 'completed'],
  ['failed', 'failed, timed out'],
  ['canceled', 'canceled'],
];

/** Says what dots, patterns and folds of the picture mean. */
export function Legend({ hasFold }: { readonly hasFold: boolean }) {
  const shown = hasFold ? [...MEANINGS, ['fold', 'folded time'] as const] : MEANINGS;
  return (
    <ul class="legend" aria-label="Legend">
      {shown.map(([kind, meaning]) => (
        <li key={kind}>
          <span class={`legend-sample bar is-${kind}`} aria-hidden="true">
            <span class={kind === 'waiting' ? 'bar-wait' : kind === 'fold' ? 'legend-fold' : 'bar-work'} />
          </span>
          {meaning}
        </li>
      ))}
    </ul>
  );
}
