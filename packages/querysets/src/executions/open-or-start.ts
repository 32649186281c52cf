import { WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';

// A run that keeps a start from succeeding may have closed before it is looked for; trying again then starts one.
const ATTEMPTS = 3;

/** How to find the open execution of a workflow id, and how to start one. */
export interface OpenOrStart<Execution> {
  readonly open: () => Promise<Execution | undefined>;
  readonly start: () => Promise<Execution>;
}

/**
 * The open execution, or one started by this call.
 *
 * Starting comes first: SWF refuses a second open run at once, while its listings may not show the first one yet.
 */
export async function openOrStart<Execution>({
  open,
  start,
}: OpenOrStart<Execution>): Promise<[execution: Execution, created: boolean]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return [await start(), true];
    } catch (error) {
      if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
      const execution = await open();
      if (execution) return [execution, false];
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
