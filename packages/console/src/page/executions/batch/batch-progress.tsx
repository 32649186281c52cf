import { useEffect } from 'preact/hooks';
import type { BatchProgress } from '../../../api/batches.js';
import type { Change } from '../../../changes/change.js';
import { announce } from '../../components/announcer.js';
import { counted, grouped } from '../../components/format.js';
import { Notice } from '../../components/notices.js';
import { WORDS } from '../dialogs/operations.js';

const STATES: Readonly<Record<BatchProgress['state'], string>> = {
  frozen: 'Starting',
  running: 'Running',
  stopped: 'Stopped',
  finished: 'Finished',
};

/** Says what a batch has done: `198 terminated, 2 were closed already, 1 failed`. */
export function resultText({ done, closed, failed }: BatchProgress, operation: Change['operation']): string {
  return [
    `${grouped(done - closed)} ${WORDS[operation].result}`,
    ...(closed > 0 ? [`${grouped(closed)} ${closed === 1 ? 'was' : 'were'} closed already`] : []),
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
  ].join(', ');
}

interface BatchProgressViewProps {
  readonly progress: BatchProgress;
  readonly operation: Change['operation'];
}

/** How far a batch is, and what failed. */
export function BatchProgressView({ progress, operation }: BatchProgressViewProps) {
  const { state, count, done, failed, errors, failure } = progress;
  const tried = done + failed;
  const result = resultText(progress, operation);
  useEffect(() => {
    if (state !== 'running') announce(`${STATES[state]}: ${result}.`);
  }, [state, result]);
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
        {result}
        {state === 'stopped' && `, ${counted(count - tried, 'run')} ${failure ? 'without an outcome' : 'not touched'}`}
      </p>
      {failure !== undefined && <Notice tone="failed">{failure}</Notice>}
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
