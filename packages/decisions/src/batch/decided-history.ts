import type { EvidenceEvent } from './evidence.js';

/** What a batch reads of one compiled activity task, timer, child, Lambda function or decision task. */
export interface CompiledEntity {
  readonly events: readonly EvidenceEvent[];
}

/** All of one kind: iterated, the latest attempt of each id. */
export interface CompiledAttempts<Entity extends CompiledEntity> extends Iterable<Entity> {
  open(): Iterable<Entity>;
}

/** What a batch reads of a history; a `History` of `@swf/history` is one. */
export interface DecidedHistory {
  readonly first: EvidenceEvent | undefined;
  compile(): {
    readonly activityTasks: CompiledAttempts<CompiledEntity & { readonly activityId: string }>;
    readonly timers: CompiledAttempts<CompiledEntity & { readonly timerId: string }>;
    readonly childWorkflowExecutions: CompiledAttempts<
      CompiledEntity & { readonly workflowId: string; readonly runId?: string | undefined }
    >;
    readonly lambdaFunctions: CompiledAttempts<CompiledEntity & { readonly id: string }>;
    readonly decisionTasks: CompiledAttempts<CompiledEntity>;
  };
}
