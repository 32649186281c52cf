import { entityNouns } from '@swf/explain';
import type { EntityType } from '@swf/history';
import type { State } from '../components/status.js';

/** Returns the name of a kind of entity: `activity`, `timer`. */
export function nounOf(type: EntityType | 'Unknown'): string {
  return type === 'Unknown' ? 'unknown' : entityNouns[type];
}

/** Returns a state as words. */
export function wordsOf(state: string): string {
  return state.replaceAll('_', ' ');
}

const STATES: Readonly<Record<string, State>> = {
  completed: 'completed',
  fired: 'completed',
  recorded: 'completed',
  signaled: 'completed',
  failed: 'failed',
  schedule_failed: 'failed',
  start_failed: 'failed',
  record_failed: 'failed',
  signal_failed: 'failed',
  request_cancel_failed: 'failed',
  timed_out: 'timed-out',
  canceled: 'canceled',
  terminated: 'terminated',
  continued_as_new: 'continued',
  cancel_requested: 'cancel-requested',
  scheduled: 'waiting',
  start_initiated: 'waiting',
  signal_initiated: 'waiting',
  request_cancel_initiated: 'waiting',
};

/** Returns the glyph's state of an entity; what is not listed is open. */
export function glyphOf(state: string): State {
  return STATES[state] ?? 'open';
}
