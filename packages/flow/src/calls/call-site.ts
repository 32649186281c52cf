import { sourceLine } from '../errors/index.js';
import { longStack } from '../extent/globals.js';
import { unguarded } from '../extent/guard.js';
import type { Run } from '../turns/run.js';

/** The source line of a call, while the run is traced: taking it costs more than the call. */
export function callSite({ settings: { isTraced } }: Run): string | undefined {
  return isTraced ? unguarded(() => sourceLine(longStack())) : undefined;
}
