import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { BatchProgress, FrozenBatch } from '../../../api/batches.js';
import type { Change } from '../../../changes/change.js';
import { counted } from '../../components/format.js';
import { toast } from '../../components/toast.js';
import { get, post, request } from '../../data/api.js';
import { watch } from '../../data/live.js';
import { type ProblemError, toProblemError } from '../../data/problem-error.js';
import { useLive } from '../../data/use-live.js';
import { titleOf } from '../dialogs/operations.js';
import { type ExecutionList, noteChange } from '../list/execution-list.js';
import { resultText } from './batch-progress.js';

/** A frozen list, and what will be done to its runs, whatever the form says by now. */
export interface ReviewedBatch extends FrozenBatch {
  readonly change: Change;
}

/** How far a batch is, and what can be done with it. */
export interface Batch {
  readonly frozen: ReviewedBatch | undefined;
  readonly progress: BatchProgress | undefined;
  readonly error: ProblemError | undefined;
  readonly isWaiting: boolean;
  readonly freeze: (change: Change) => Promise<void>;
  /** Gives up the frozen list, to change what is to be done. */
  readonly thaw: () => void;
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Freezes a selection, runs the change over it, and follows its progress. Once the dialog is closed,
 * a notice says how what runs ends.
 */
export function useBatch(
  list: ExecutionList,
  operation: Change['operation'],
  onOver: (progress: BatchProgress) => void,
): Batch {
  const [frozen, setFrozen] = useState<ReviewedBatch | undefined>(undefined);
  const [progress, setProgress] = useState<BatchProgress | undefined>(undefined);
  const [error, setError] = useState<ProblemError | undefined>(undefined);
  const [isWaiting, setWaiting] = useState(false);
  const id = frozen?.batch;
  const isRunning = progress?.state === 'running';
  const isLeft = useRef(false);
  const running = useRef<FrozenBatch | undefined>(undefined);
  running.current = isRunning ? frozen : undefined;
  useLayoutEffect(
    () => () => {
      isLeft.current = true;
      if (running.current) followBatch(list, running.current, operation);
    },
    [],
  );
  useLive(
    isRunning ? id : undefined,
    () => ({ topic: 'batch', batch: id ?? '' }),
    (update) => {
      if (update.topic === 'batch') setProgress(update.progress);
      // A batch ends with the console that ran it.
      if (update.topic === 'error') setProgress((last) => last && { ...last, state: 'stopped', failure: update.title });
    },
  );
  const isOver = progress?.state === 'finished' || progress?.state === 'stopped';
  useEffect(() => {
    if (!isOver || !frozen) return;
    onOver(progress);
    showOutcome(list, frozen);
  }, [isOver, frozen, list]);
  const attempt = async (work: () => Promise<void>) => {
    setWaiting(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      const problem = toProblemError(failure);
      if (!isLeft.current) setError(problem);
      else if (frozen) toast(`${titleOf(operation, counted(frozen.count, 'execution'))}: ${problem.message}`, 'failed');
    }
    setWaiting(false);
  };
  return {
    frozen,
    progress,
    error,
    isWaiting,
    freeze: (change) =>
      attempt(async () => {
        const selection = list.selection.value;
        const chosen = selection.kind === 'matching' ? { q: list.q } : { runs: [...selection.runs.values()] };
        const batch = await post<FrozenBatch>('batches', { domain: list.domain, change, ...chosen });
        setFrozen({ ...batch, change });
      }),
    thaw: () => {
      setFrozen(undefined);
      setError(undefined);
    },
    run: () =>
      attempt(async () => {
        if (!frozen) return;
        const { batch, count } = frozen;
        const failure = await post('batches/run', { batch, count }).then(() => undefined, toProblemError);
        const reached = await get<BatchProgress>('batches', { batch });
        // It may run although no answer said so.
        if (failure && reached.state === 'frozen') throw failure;
        if (isLeft.current) followBatch(list, frozen, operation);
        else setProgress(reached);
      }),
    stop: () =>
      attempt(async () => {
        if (!frozen) return;
        await request('DELETE', 'batches', { query: { batch: frozen.batch } });
        setProgress(await get<BatchProgress>('batches', { batch: frozen.batch }));
      }),
  };
}

/** Follows a batch whose dialog is closed, and says how it ends. */
function followBatch(list: ExecutionList, frozen: FrozenBatch, operation: Change['operation']): void {
  const leave = watch(
    () => ({ topic: 'batch', batch: frozen.batch }),
    (update) => {
      if (update.topic !== 'error' && (update.topic !== 'batch' || update.progress.state === 'running')) return;
      leave();
      showOutcome(list, frozen);
      if (update.topic === 'error') toast(`Stopped: ${update.title}.`, 'failed');
      else toast(endText(update.progress, operation), hasFailed(update.progress) ? 'failed' : 'done');
    },
  );
}

function endText(progress: BatchProgress, operation: Change['operation']): string {
  const result = `${resultText(progress, operation)}.`;
  return progress.failure === undefined ? result : `${result} Stopped: ${progress.failure}.`;
}

function hasFailed({ failed, failure }: BatchProgress): boolean {
  return failed > 0 || failure !== undefined;
}

function showOutcome(list: ExecutionList, { items }: FrozenBatch): void {
  noteChange(items);
  void list.reread();
}
