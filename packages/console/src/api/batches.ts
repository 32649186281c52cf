import type { Change } from '../changes/change.js';
import type { RunInfo, TypeInfo } from './executions.js';

/** The body of `POST /api/batches`: the selected runs, or a filter for all open runs that match. */
export type BatchRequest = { readonly domain: string; readonly change: Change } & (
  | { readonly runs: readonly RunInfo[] }
  | { readonly q: string }
);

/** A run of a batch: of a selection by a filter, with what SWF listed. */
export interface FrozenRun extends RunInfo {
  readonly workflowType?: TypeInfo | undefined;
  readonly startTimestamp?: string | undefined;
  readonly cancelRequested?: boolean | undefined;
}

/** The answer: the selection as it was frozen. Later runs of the same workflow ids are not in it. */
export interface FrozenBatch {
  readonly batch: string;
  readonly count: number;
  readonly items: readonly FrozenRun[];
  readonly requestsPerSecond: number;
}

/** `GET /api/batches?batch=` and what the stream sends: how far a batch got. */
export interface BatchProgress {
  readonly batch: string;
  readonly state: 'frozen' | 'running' | 'stopped' | 'finished';
  readonly count: number;
  /** Runs that were changed, or closed already. */
  readonly done: number;
  /** Those of them that were closed already. */
  readonly closed: number;
  readonly failed: number;
  /** The first failures. */
  readonly errors: readonly (RunInfo & { readonly error: string })[];
  /** Why it stopped by itself: SWF does not know its domain, or its changes could not be recorded. */
  readonly failure?: string | undefined;
}
