import type { ActivityCallOptions } from '../definitions/activity-options.js';
import type { Implementation } from '../definitions/implementation.js';
import type { Pending } from '../definitions/wire.js';
import { implement, type Perform } from '../worker/flow-worker.js';

/** A stand-in for an activity, which notes its inputs. */
export interface Mock<Input> extends Implementation {
  /** The inputs of its tasks, since the last `reset`. */
  readonly calls: readonly Input[];
  /** Forgets the inputs so far. */
  reset(): void;
}

/**
 * Replaces an activity by a function of the test.
 *
 * @example
 * const charging = mock(charge, async ({ amount }) => ({ id: `receipt-${amount}` }));
 * await using env = await testFlow({ workflows: [order], activities: [charging] });
 */
export function mock<Input, Result>(
  definition: (input: never, options?: ActivityCallOptions) => Pending<unknown, Result, Input>,
  perform: Perform<Input, NoInfer<Result>>,
): Mock<Input> {
  const calls: Input[] = [];
  const implementation = implement(definition, (input: Input, context) => {
    calls.push(input);
    return perform(input, context);
  });
  const reset = () => void calls.splice(0);
  return Object.assign(implementation, { calls, reset });
}
