import type { OptionNames } from '@swf/settings/wire';
import { ACTOR_OPTIONS, type ActorOptions, POLL_OPTIONS, type PollOptions } from '../actor/actor-options.js';
import type { HistoryPart } from '../histories/histories.js';
import type { HistoryCacheOptions } from '../histories/history-cache.js';
import type { DecisionAnswer, Decisions } from './decision-answer.js';
import type { DecisionTask } from './decision-task.js';
import type { StickyOptions } from './sticky-task-list.js';

/** What a decide function is given beside its task. */
export interface DecideContext {
  /** Fires when an answer would come too late; its `reason` is a `TaskAbortedError`. */
  readonly signal: AbortSignal;
}

/** Looks at the history and decides what happens next. */
export type DecideFunction = (
  task: DecisionTask,
  context: DecideContext,
) => Decisions | DecisionAnswer | undefined | Promise<Decisions | DecisionAnswer | undefined>;

/** The options of a decider. */
export interface DeciderOptions extends ActorOptions {
  /** What decides. A decider without it overrides `decide`. */
  readonly decide?: DecideFunction | undefined;
  /**
   * What happens to a task whose `decide` throws, or whose decisions are invalid. `'TIME_OUT'`
   * leaves it to its timeout, after which SWF dispatches it again; `'FAIL_WORKFLOW_EXECUTION'`
   * closes
   * the execution as failed, with the error as its reason. Both are reported as `error`. An answer
   * that cannot be delivered, for example for expired credentials, is sent again and closes
   * nothing.
   * Default: `'TIME_OUT'`.
   */
  readonly onDecideError?: 'TIME_OUT' | 'FAIL_WORKFLOW_EXECUTION' | undefined;
  /**
   * Which part of the history a task has: `'whole'`, or `'new'` for a decider that keeps the state
   * of
   * its executions itself and needs only the events since the last decision. `task.loadHistory()`
   * fetches the rest. Default: `'whole'`.
   */
  readonly history?: HistoryPart | undefined;
  /**
   * How much memory to spend on histories, so that a task costs only its new events; false for no
   * cache. Default: an eighth of the heap limit.
   */
  readonly cache?: HistoryCacheOptions | false | undefined;
  /**
   * Whether SWF should send the further tasks of an execution to a task list of this decider alone,
   * whose cache knows the history. Needs a `concurrency` of 2 or more. Default: false.
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

/** One poll for a decision task. */
export interface DecisionPollOptions extends PollOptions {
  /** How many events a page of history may hold, 1 to 1,000. Default: 1,000. */
  readonly maximumPageSize?: number | undefined;
}

export const DECISION_POLL_OPTIONS: OptionNames<DecisionPollOptions> = { ...POLL_OPTIONS, maximumPageSize: true };
