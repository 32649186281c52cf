import { isBug } from '../errors/bug.js';
import type { Run } from '../turns/run.js';

/** The scope that an error goes on to. */
interface Receiver {
  readonly run: Run;
  readonly isGivenUp: boolean;
}

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
 * Does the work that an error waits for. It stays held if nobody gets it then, since its branch has
 * lost a race meanwhile, or its scope has timed out.
 */
export async function whileHeld<Result>(to: Receiver, error: unknown, work: () => Promise<Result>): Promise<Result> {
  // What a branch throws after it has lost counts for nothing.
  if (to.isGivenUp) return work();
  const release = holdBack(to.run, error);
  const result = await work();
  if (!to.isGivenUp) release();
  return result;
}
