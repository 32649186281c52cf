import { UnknownInDomain, undefinedOn, WorkflowExecutionAlreadyStartedError } from '../errors/index.js';
import { untilVisible } from './wait.js';

/** How to find the open execution of a workflow id, and how to start one. */
export interface OpenOrStart<Execution> {
  /** Describes the run that SWF lists as open: a listing alone may have one that has closed. */
  readonly open: () => Promise<Execution | undefined>;
  readonly start: () => Promise<Execution>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Resolves to the execution that this call started, or else to the open one.
 *
 * Starts first: SWF refuses a second open run immediately, while its listings may not show the
 * first one, or still show an earlier one that has closed, for some seconds. Each attempt starts
 * again, because the open run may have closed before it was listed.
 */
export async function openOrStart<Execution extends { readonly executionStatus: string | undefined }>({
  open,
  start,
  signal,
}: OpenOrStart<Execution>): Promise<[execution: Execution, created: boolean]> {
  let refusal: unknown;
  const found = await untilVisible(async (): Promise<[Execution, boolean] | undefined> => {
    try {
      return [await start(), true];
    } catch (error) {
      if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
      refusal = error;
    }
    const execution = await undefinedOn(UnknownInDomain, open());
    return execution?.executionStatus === 'OPEN' ? [execution, false] : undefined;
  }, signal);
  if (found) return found;
  throw refusal;
}
