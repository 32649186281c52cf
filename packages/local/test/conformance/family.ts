import type { Decision } from '@aws-sdk/client-swf';
import type { Account, Run } from './account.js';
import { startChild } from './decisions.js';

/** Where the deciders of children poll, unless a decision says otherwise. */
export const CHILDREN = { name: 'children' };

/**
 * A parent whose child has started and whose own decision task for that is answered with nothing;
 * its history ends at 9.
 */
export async function family(
  swf: Account,
  child = startChild(),
): Promise<{ readonly parent: Run; readonly child: Run }> {
  const parent = await swf.start('parent');
  await swf.decide(child);
  await swf.decide();
  return { parent, child: await swf.openRun('child-1') };
}

export async function childDecides(swf: Account, ...decisions: readonly Decision[]): Promise<void> {
  await swf.respond(await swf.pollForDecisionTask({ taskList: CHILDREN }), decisions);
}
