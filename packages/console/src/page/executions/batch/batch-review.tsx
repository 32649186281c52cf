import type { ExecutionInfo } from '../../../api/executions.js';
import type { Change } from '../../../changes/change.js';
import { counted, grouped } from '../../components/format.js';
import { Notice } from '../../components/notices.js';
import { CHILD_POLICIES } from '../dialogs/change-form.js';
import { WORDS } from '../dialogs/operations.js';
import { FrozenList } from './frozen-list.js';
import { countsByType, knownRuns } from './known-runs.js';
import type { ReviewedBatch } from './use-batch.js';

interface BatchReviewProps {
  readonly frozen: ReviewedBatch;
  readonly domain: string;
  /** The rows of the list, which know more of the runs that were selected there. */
  readonly rows: readonly ExecutionInfo[];
}

/** What a batch will do, and to which runs. */
export function BatchReview({ frozen, domain, rows }: BatchReviewProps) {
  const { change, count, requestsPerSecond } = frozen;
  if (count === 0) return <Notice>No open execution is in the selection any more.</Notice>;
  const runs = knownRuns(frozen.items, rows);
  const facts: readonly (readonly [term: string, value: string])[] = [
    [WORDS[change.operation].title, `${counted(count, 'open execution')} in ${domain}`],
    [
      'Types',
      countsByType(runs)
        .map(([type, number]) => `${grouped(number)} of ${type}`)
        .join(', '),
    ],
    ...factsOf(change),
  ];
  return (
    <>
      <dl class="run-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        The list is frozen: these runs and no later ones. {grouped(requestsPerSecond)} a second, about{' '}
        {grouped(Math.max(1, Math.ceil(count / requestsPerSecond)))} s.
      </p>
      <FrozenList runs={runs} />
    </>
  );
}

function factsOf(change: Change): readonly (readonly [term: string, value: string])[] {
  if (change.operation === 'cancel') return [];
  if (change.operation === 'signal') {
    return [
      ['Signal name', change.signalName],
      ['Input', change.input ?? 'none'],
    ];
  }
  const { reason, details, childPolicy = '' } = change;
  return [
    ['Reason', reason ?? 'none'],
    ['Child policy', CHILD_POLICIES.find(([value]) => value === childPolicy)?.[1] ?? childPolicy],
    ...(details === undefined ? [] : [['Details', details] as const]),
  ];
}
