import { messageOf } from '@swf/settings/errors';
import { decode, encode } from '../definitions/payload.js';
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
  let payload: string | undefined;
  try {
    payload = payloadOf(run, execution.state);
    run.refusedState = undefined;
  } catch (error) {
    const why = messageOf(error);
    if (run.refusedState !== why) {
      run.refusedState = why;
      run.logs.push({ level: 'error', fields: run.identity, message: `state cannot be published: ${why}` });
    }
    payload = withLastState(run);
  }
  if (payload === undefined || payload === shown) return undefined;
  run.shown = payload;
  return payload;
}

/** The open questions beside the state that was shown last; undefined if they cannot be written. */
function withLastState(run: Run): string | undefined {
  const { questions, shown, settings } = run;
  if (questions.size === 0 && shown === undefined) return undefined;
  try {
    const { state } = Object(decode(shown, settings.codec)) as { readonly state?: unknown };
    return payloadOf(run, state);
  } catch {
    return undefined;
  }
}

function payloadOf(run: Run, state: unknown): string | undefined {
  return encode('executionContext', { state, $waiting: questionsOf(run) }, run.settings.codec);
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
