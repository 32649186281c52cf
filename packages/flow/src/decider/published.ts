import { LIMITS } from '@swf/settings/wire';
import type { Run } from '../turns/run.js';

/**
 * The state that a run shows to readers after a live turn: `{ state, $waiting }`; undefined if it
 * is
 * what they were shown before.
 *
 * A state that is too long, or that cannot be read, is logged, and the last good one stays.
 */
export function publishedBy(run: Run): string | undefined {
  if (run.published === undefined && run.questions.size === 0 && run.shown === undefined) return undefined;
  let shown: string;
  try {
    shown = written(run);
  } catch (error) {
    return refuse(run, `state cannot be published: ${String(error)}`);
  }
  if (shown.length > LIMITS.data)
    return refuse(run, `state must have at most ${LIMITS.data} characters, got ${shown.length}`);
  if (shown === run.shown) return undefined;
  run.shown = shown;
  return shown;
}

function written({ published, questions, settings: { codec } }: Run): string {
  const $waiting = [...questions.values()].map(({ step, id, details, since, until }) => ({
    step,
    id,
    details,
    since,
    until,
  }));
  const shown = { state: published?.(), $waiting };
  return codec === undefined ? JSON.stringify(shown) : codec.encode(JSON.parse(JSON.stringify(shown)));
}

function refuse(run: Run, message: string): undefined {
  run.logs.push({ level: 'error', fields: { ...run.identity }, message });
}
