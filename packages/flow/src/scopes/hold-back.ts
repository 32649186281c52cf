import { isBug } from '../errors/bug.js';
import type { Run } from '../turns/run.js';

/**
 * Notes that an error waits for other calls before it goes on, as one that leaves a saga does for
 * the compensations; returns what lets it go on.
 *
 * A bug must not change its run before somebody can mend the code: the turn that ends with one held
 * back is not answered. What was answered before stays as it was.
 */
export function holdBack(run: Run, error: unknown): () => void {
  if (run.isReplaying || !isBug(error)) return () => {};
  const held = { error };
  run.heldBugs.add(held);
  return () => run.heldBugs.delete(held);
}

/**
 * Does the work that an error waits for. If that is cut short, as the wait before another try is
 * when its branch has lost a race, nobody gets the error, and it stays held.
 */
export async function whileHeld<Result>(run: Run, error: unknown, work: () => Promise<Result>): Promise<Result> {
  const release = holdBack(run, error);
  const result = await work();
  release();
  return result;
}
