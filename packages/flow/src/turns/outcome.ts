import { decode } from '../definitions/payload.js';
import { CanceledError } from '../errors/index.js';
import type { Run } from './run.js';

/** How a run ended. */
export type RunOutcome<Result = unknown> =
  | { readonly closeStatus: 'COMPLETED'; readonly result: Result }
  | { readonly closeStatus: 'FAILED'; readonly error: unknown }
  | { readonly closeStatus: 'CANCELED' }
  | { readonly closeStatus: 'CONTINUED_AS_NEW'; readonly input: unknown };

/** How a run ended, its payloads as others read them; undefined if its function goes on. */
export function outcomeOf(run: Run): RunOutcome | undefined {
  const { outcome, codec } = run;
  if (outcome === undefined) return undefined;
  if (outcome.kind === 'completed') return { closeStatus: 'COMPLETED', result: decode(outcome.result, codec) };
  if (outcome.kind === 'continued') return { closeStatus: 'CONTINUED_AS_NEW', input: decode(outcome.input, codec) };
  return isCanceled(run) ? { closeStatus: 'CANCELED' } : { closeStatus: 'FAILED', error: outcome.error };
}

/** Whether a run ends as canceled: it was requested to, and let that through. */
export function isCanceled({ isCancelRequested, outcome, decided }: Run): boolean {
  const ending = outcome ?? decided;
  return isCancelRequested && ending?.kind === 'failed' && CanceledError.is(ending.error);
}

/**
 * What a run fails with, or will once its function has wound up, and the bugs that scopes hold
 * back.
 */
export function failuresOf(run: Run): readonly unknown[] {
  const ending = run.outcome ?? run.decided;
  const bugs = [...run.heldBugs].map(({ error }) => error);
  return ending?.kind === 'failed' && !isCanceled(run) ? [ending.error, ...bugs] : bugs;
}
