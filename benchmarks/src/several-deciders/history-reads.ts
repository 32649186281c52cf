import { GetWorkflowExecutionHistoryCommand, type SWFClient } from '@aws-sdk/client-swf';
import type { WorkflowExecution } from '@swf/models';

/** The GetWorkflowExecutionHistory requests of a client, and how many of them SWF throttled. */
export interface HistoryReads {
  reads: number;
  throttledReads: number;
}

/** Counts the reads of histories by a client. */
export function countReads(client: SWFClient, count: HistoryReads): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'GetWorkflowExecutionHistoryCommand') return next(args);
        count.reads += 1;
        try {
          return await next(args);
        } catch (error) {
          if (isThrottled(error)) count.throttledReads += 1;
          throw error;
        }
      },
    { step: 'initialize' },
  );
}

/**
 * Empties SWF's bucket of 2,000 tokens, which would hide its refill rate of 60 a second for a
 * minute.
 */
export async function useUpReads(
  client: SWFClient,
  executions: readonly Pick<WorkflowExecution, 'domain' | 'workflowId' | 'runId'>[],
): Promise<void> {
  for (let read = 0; ; read++) {
    const { domain, workflowId, runId } = executions[read % executions.length] as WorkflowExecution;
    try {
      const query = { domain: domain.name, execution: { workflowId, runId } };
      await client.send(new GetWorkflowExecutionHistoryCommand(query));
    } catch (error) {
      if (isThrottled(error)) return;
      throw error;
    }
  }
}

function isThrottled(error: unknown): boolean {
  return error instanceof Error && error.name === 'ThrottlingException';
}
