import type { Decisions } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { recordedDecision } from './compared-decision.js';

/** The timers that `DecisionBatch.split` starts. */
const SPLIT_TIMER = /^decisions-to-follow-\d+$/;

/**
 * Whether only the first part of the decisions was sent, followed by a timer for the rest.
 *
 * How many fit into the request cannot be computed again: that depends on the task's token, which
 * no history contains.
 */
export function wasSplit(decisions: Decisions, made: number, recorded: readonly AnyEvent[]): boolean {
  const isSplittable = 'splittable' in decisions && decisions.splittable === true;
  const last = recorded.at(-1);
  if (!isSplittable || last === undefined || made < recorded.length) return false;
  const { type, attributes } = recordedDecision(last);
  return type === 'StartTimer' && SPLIT_TIMER.test(String(attributes['timerId']));
}
