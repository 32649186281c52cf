import type { Certainty, Facts, FindingCode, PollerFact, Severity } from '@swf/explain';
import type { ExecutionInfo, RunInfo } from './executions.js';

/** `GET /api/execution?domain&id&run`: a run and everything SWF describes, times as ISO strings. */
export interface ExecutionDescription extends ExecutionInfo {
  readonly taskList?: string | undefined;
  readonly taskPriority?: number | undefined;
  /** Seconds. */
  readonly taskStartToCloseTimeout?: number | 'NONE' | undefined;
  readonly executionStartToCloseTimeout?: number | undefined;
  readonly childPolicy?: string | undefined;
  readonly lambdaRole?: string | undefined;
  readonly openCounts?: Readonly<Record<string, number>> | undefined;
  readonly latestActivityTaskTimestamp?: string | undefined;
  readonly latestExecutionContext?: string | undefined;
}

/** `GET /api/execution/history?domain&id&run&after=EVENT`: at most 1,000 of SWF's events. */
export interface HistoryPage {
  /** SWF's own JSON: times are seconds since 1970, as `aws swf` and the dumps have them. */
  readonly events: readonly unknown[];
  /** Whether there are more events after these. */
  readonly more: boolean;
  /** Whether the run is closed and these are its last events: nothing will follow. */
  readonly final?: boolean | undefined;
}

/**
 * `GET /api/execution/facts`: what `why` gets besides the history, times as ISO strings. What a flow
 * waits at and the findings about children are not read for a page.
 */
export interface ExecutionFacts extends Omit<Facts, 'now' | 'pollers' | 'waitingAt' | 'children'> {
  readonly now: string;
  /** Absent where it is not known who polls. */
  readonly pollers?: readonly PollerInfo[] | undefined;
}

/** A poll that is open. */
interface PollerInfo extends Omit<PollerFact, 'since'> {
  readonly since?: string | undefined;
}

/** `GET /api/execution/payload?domain&id&run&event&field`: a payload, through `--decoder`. */
export interface Payload {
  readonly text: string;
  /** What the decoder made of it; absent without a decoder. */
  readonly decoded?: unknown;
  /** Why the decoder failed. */
  readonly error?: string | undefined;
}

/** `GET /api/execution/relations?domain&id&run`: a node and its neighbors. */
export interface RelationNode {
  readonly execution: ExecutionInfo;
  readonly parent?: RunInfo | undefined;
  readonly children: readonly (RunInfo & { readonly open: boolean; readonly workflowType?: string | undefined })[];
  /** The run that this one continues, and the one that it was continued as. */
  readonly continuedFrom?: RunInfo | undefined;
  readonly continuedAs?: RunInfo | undefined;
}

/**
 * `GET /api/execution/why?domain&id&run&closed=yes`: in one line, why a run waits or how it closed.
 * It costs one request for the history: the first 1,000 events of an open run, the last 100 of a
 * closed one.
 */
export interface RunReason {
  /** When the history was read, as an ISO string. */
  readonly at: string;
  /** The most important finding; absent if there is none, or the history is too long for it. */
  readonly finding?:
    | {
        readonly code: FindingCode;
        readonly severity: Severity;
        /** `inferred` if the history only suggests it. */
        readonly certainty: Certainty;
        /** A few words: `charge waits on payments-eu, nobody polls`. */
        readonly headline: string;
        /** The finding as a sentence, and what supports it. */
        readonly details: readonly string[];
        readonly since?: string | undefined;
      }
    | undefined;
  /** Whether the open run has more than 1,000 events: its page reads them all. */
  readonly isTooLong?: boolean | undefined;
}
