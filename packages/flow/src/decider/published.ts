import { LIMITS } from '@swf/settings/wire';
import type { Run } from '../turns/run.js';

/**
 * The state that a run shows to readers after a live turn: `{ state, $waiting }`; undefined if it is
 * what they were shown before.
 *
 * A state that is too long, or that cannot be read, is logged, and the last good one stays.
 */
export function publishedBy(run: Run): string | undefined {
  const waiting = [...run.questions.values()].map(({ step, id, details, since, until }) => ({
    step,
    id,
    details,
    since,
    until,
  }));
  if (run.published === undefined && waiting.length === 0 && run.shown === undefined) return undefined;
  let shown: string;
  try {
    shown = JSON.stringify({ state: run.published?.(), $waiting: waiting });
  } catch (error) {
    return refuse(run, `state cannot be published: ${String(error)}`);
  }
  if (shown.length > LIMITS.data)
    return refuse(run, `state must have at most ${LIMITS.data} characters, got ${shown.length}`);
  if (shown === run.shown) return undefined;
  run.shown = shown;
  return shown;
}

function refuse(run: Run, message: string): undefined {
  run.logs.push({ level: 'error', fields: { ...run.identity }, message });
}
