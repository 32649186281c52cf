import type { ExecutionSettings } from '@swf/settings/wire';
import type { Change } from '../changes/change.js';

/** A type, as executions name it. */
export interface TypeInfo {
  readonly name: string;
  readonly version: string;
}

/** A run of a workflow id. */
export interface RunInfo {
  readonly workflowId: string;
  readonly runId: string;
}

/** An execution in a list: what SWF lists, times as ISO strings. */
export interface ExecutionInfo extends RunInfo {
  readonly domain: string;
  readonly workflowType: TypeInfo;
  readonly executionStatus: 'OPEN' | 'CLOSED';
  readonly closeStatus?:
    | 'COMPLETED'
    | 'FAILED'
    | 'CANCELED'
    | 'TERMINATED'
    | 'CONTINUED_AS_NEW'
    | 'TIMED_OUT'
    | undefined;
  readonly startTimestamp: string;
  readonly closeTimestamp?: string | undefined;
  readonly cancelRequested?: boolean | undefined;
  readonly parent?: RunInfo | undefined;
  readonly tagList?: readonly string[] | undefined;
}

/** Who applies which term of a filter, and how many executions were read for it. */
export interface ListPlan {
  /** The terms that SWF applies, as `{ type: 'order' }`. */
  readonly appliedBySwf: Readonly<Record<string, string>>;
  readonly appliedHere: Readonly<Record<string, string>>;
}

/** `GET /api/executions?domain&q&limit=50&page`. */
export interface ExecutionPage {
  readonly items: readonly ExecutionInfo[];
  /** Absent on the last page. */
  readonly nextPage?: string | undefined;
  readonly plan: ListPlan;
  /** The executions that SWF sent for this page. */
  readonly read: number;
  /** Whether reading stopped after 5 of SWF's pages with fewer items than the limit. */
  readonly stopped?: boolean | undefined;
}

/** `GET /api/executions/count?domain&q`. */
export interface ExecutionCount {
  readonly count: number;
  /** Whether there are more: SWF counts so far only. */
  readonly truncated: boolean;
}

/** The body of `POST /api/executions`: what SWF's StartWorkflowExecution takes. */
export interface StartRequest extends ExecutionSettings {
  readonly domain: string;
  readonly workflowId: string;
  readonly workflowType: TypeInfo;
  readonly input?: string | undefined;
  readonly taskList?: string | undefined;
}

/** A change of one run: the body of `POST /api/execution/{signal,cancel,terminate,restart}`. */
export type RunChange = { readonly domain: string } & RunInfo &
  (
    | Change
    | {
        readonly operation: 'restart';
        readonly input?: string | undefined;
        readonly newWorkflowId?: string | undefined;
      }
  );

/** The answer to a start and a restart. */
export interface Started extends RunInfo {}
