import { messageOf } from '@swf/settings/errors';
import { encode } from '../definitions/payload.js';
import type { Execution } from '../turns/execution.js';
import type { Run } from '../turns/run.js';

/**
 * Returns the state that a run shows to readers after a live turn, `{ state, $waiting }`; undefined
 * if readers have seen it.
 *
 * A state that is too long, or that cannot be written, is logged once, and the last good one stays.
 */
export function publishedBy(execution: Execution): string | undefined {
  const { run } = execution;
  const { published, questions, shown } = run;
  if (published === undefined && questions.size === 0 && shown === undefined) return undefined;
  try {
    const payload = encode('executionContext', shownBy(execution), run.settings.codec);
    run.refusedState = undefined;
    if (payload === shown) return undefined;
    run.shown = payload;
    return payload;
  } catch (error) {
    const why = messageOf(error);
    if (run.refusedState !== why) {
      run.refusedState = why;
      run.logs.push({ level: 'error', fields: run.identity, message: `state cannot be published: ${why}` });
    }
    return undefined;
  }
}

function shownBy(execution: Execution): object {
  return { state: execution.state, $waiting: questionsOf(execution.run) };
}

function questionsOf({ questions }: Run): readonly object[] {
  return [...questions.values()].map(({ step, id, details, since, until }) => ({
    step,
    id,
    details,
    since: since.toISOString(),
    until: until?.toISOString(),
  }));
}
