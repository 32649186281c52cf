import type { BatchProgress } from './batches.js';
import type { HistoryPage } from './execution.js';
import type { ExecutionCount, ExecutionPage } from './executions.js';
import type { TaskListInfo } from './registrations.js';

/** Something that a tab watches. The id is the tab's own name for it. */
export type Topic = { readonly id: string } & (
  | {
      readonly topic: 'history';
      readonly domain: string;
      readonly workflowId: string;
      readonly runId: string;
      /** The id of the last event that the tab has. */
      readonly after: number;
    }
  | { readonly topic: 'list'; readonly domain: string; readonly q: string }
  | { readonly topic: 'counts'; readonly domain: string; readonly q: string }
  | { readonly topic: 'taskLists'; readonly domain: string; readonly names: readonly string[] }
  | { readonly topic: 'batch'; readonly batch: string }
);

/** The body of `POST /api/live`: one stream per visible tab. */
export interface LiveRequest {
  readonly topics: readonly Topic[];
}

/** How often something is polled now. */
export interface LiveState {
  readonly state: 'live' | 'slowed' | 'final';
  readonly intervalInSeconds: number;
  /** Why it is slowed. */
  readonly reason?: string | undefined;
}

/** The data of an event of the stream; the event's name is `update`. Each carries what is new. */
export type LiveUpdate = { readonly id: string } & (
  | { readonly topic: 'history'; readonly page: HistoryPage }
  | { readonly topic: 'list'; readonly page: ExecutionPage }
  | { readonly topic: 'counts'; readonly count: ExecutionCount }
  | { readonly topic: 'taskLists'; readonly lists: readonly TaskListInfo[] }
  | { readonly topic: 'batch'; readonly progress: BatchProgress }
  | { readonly topic: 'state'; readonly live: LiveState }
  | { readonly topic: 'error'; readonly title: string; readonly code: string }
);
