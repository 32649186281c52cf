import { isBug } from '../errors/bug.js';
import type { Run } from '../turns/run.js';

/**
 * Notes that an error waits for other calls before it goes on, as one that leaves a saga does for
 * the compensations.
 *
 * A bug must not change its run before somebody can mend the code: the turn that ends with one held
 * back is not answered. What was answered before stays as it was.
 */
export function holdBack(run: Run, error: unknown): void {
  if (!run.isReplaying && run.decided === undefined && isBug(error)) run.heldBugs.add(error);
}

/** Lets an error go on: it is caught within the turn, or fails the run. */
export function letGo(run: Run, error: unknown): void {
  run.heldBugs.delete(error);
}

/** Does the work that an error waits for. */
export async function whileHeld<Result>(run: Run, error: unknown, work: () => Promise<Result>): Promise<Result> {
  holdBack(run, error);
  try {
    return await work();
  } finally {
    letGo(run, error);
  }
}
