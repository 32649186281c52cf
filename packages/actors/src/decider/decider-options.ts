import type { DecisionAnswer, Decisions } from '@swf/decisions';
import type { OptionNames } from '@swf/settings/wire';
import { ACTOR_OPTIONS, type ActorOptions, POLL_OPTIONS, type PollOptions } from '../actor/actor-options.js';
import type { HistoryPart } from '../histories/histories.js';
import type { HistoryCacheOptions } from '../histories/history-cache.js';
import type { DecisionTask } from './decision-task.js';
import type { StickyOptions } from './sticky-task-list.js';

/** What a decide function gets in addition to its task. */
export interface DecideContext {
  /** Fires when an answer would be too late, with a `TaskAbortedError`. */
  readonly signal: AbortSignal;
}

/** Decides what an execution does next. */
export type DecideFunction = (
  task: DecisionTask,
  context: DecideContext,
) => Decisions | DecisionAnswer | undefined | Promise<Decisions | DecisionAnswer | undefined>;

/** The options of a decider. */
export interface DeciderOptions extends ActorOptions {
  /** Decides each task. A decider without it overrides `decide`. */
  readonly decide?: DecideFunction | undefined;
  /**
   * What happens to a task whose `decide` throws or whose decisions are invalid. Both are reported
   * as `error`.
   *
   * `'TIME_OUT'` leaves the task to its timeout, after which SWF dispatches it again.
   * `'FAIL_WORKFLOW_EXECUTION'` fails the execution, with the error as its reason. An answer that
   * cannot be delivered, for example with expired credentials, is sent again and closes nothing.
   * Default: `'TIME_OUT'`.
   */
  readonly onDecideError?: 'TIME_OUT' | 'FAIL_WORKFLOW_EXECUTION' | undefined;
  /**
   * The part of the history that a task has. `'new'` is for a decider that keeps the state of its
   * executions itself and needs only the events since the last decision; `task.loadHistory()`
   * fetches the rest. Default: `'whole'`.
   */
  readonly history?: HistoryPart | undefined;
  /**
   * The cache of histories, with which a task costs only its new events; false for none. Default:
   * an eighth of the heap limit.
   */
  readonly cache?: HistoryCacheOptions | false | undefined;
  /**
   * Whether further tasks of an execution come to a task list of this decider alone, whose cache
   * has the history. Needs a `concurrency` of 2 or more. Default: false.
   */
  readonly sticky?: StickyOptions | boolean | undefined;
}

export const DECIDER_OPTIONS: OptionNames<DeciderOptions> = {
  ...ACTOR_OPTIONS,
  decide: true,
  onDecideError: true,
  history: true,
  cache: true,
  sticky: true,
};

/** Options of one poll for a decision task. */
export interface DecisionPollOptions extends PollOptions {
  /** The most events in a page of history, 1 to 1,000. Default: 1,000. */
  readonly maximumPageSize?: number | undefined;
}

export const DECISION_POLL_OPTIONS: OptionNames<DecisionPollOptions> = { ...POLL_OPTIONS, maximumPageSize: true };
