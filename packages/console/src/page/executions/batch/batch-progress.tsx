import { useEffect } from 'preact/hooks';
import type { BatchProgress } from '../../../api/batches.js';
import { announce } from '../../components/announcer.js';
import { counted, grouped } from '../../components/format.js';

const STATES: Readonly<Record<BatchProgress['state'], string>> = {
  frozen: 'Starting',
  running: 'Running',
  stopped: 'Stopped',
  finished: 'Finished',
};

/** How far a batch is, and what failed. */
export function BatchProgressView({ progress }: { readonly progress: BatchProgress }) {
  const { state, count, done, closed, failed, errors } = progress;
  const tried = done + failed;
  useEffect(() => {
    if (state !== 'running') announce(`${STATES[state]}: ${done} of ${count} done, ${failed} failed.`);
  }, [state, done, count, failed]);
  return (
    <div class="batch-progress">
      <p class="field-line">
        <strong>{STATES[state]}</strong>
        <span class="number">
          {grouped(tried)} of {grouped(count)}
        </span>
      </p>
      <progress max={Math.max(1, count)} value={tried} aria-label="Progress" />
      <p class="secondary">
        {[
          `${grouped(done)} done`,
          ...(closed > 0 ? [`${grouped(closed)} of them already closed`] : []),
          ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
          ...(state === 'stopped' ? [`${counted(count - tried, 'run')} not touched`] : []),
        ].join(' · ')}
      </p>
      {errors.length > 0 && (
        <ul class="batch-errors">
          {errors.map(({ workflowId, runId, error }) => (
            <li key={runId}>
              <span class="mono">{workflowId}</span> {error}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
