import type { ActivityCallOptions } from '../definitions/activity-options.js';
import { definedAs } from '../definitions/definition.js';
import type { WorkflowImplementation } from '../definitions/implementation.js';
import type { LambdaCallOptions } from '../definitions/lambda.js';
import type { PayloadCodec } from '../definitions/payload.js';
import type { Pending } from '../definitions/wire.js';
import type { WorkflowDefinition } from '../definitions/workflow.js';

/** A definition that workflows call and whose result comes from elsewhere. */
export type Callable<Result, Input = never> =
  | ((input: never, options?: ActivityCallOptions & LambdaCallOptions) => Pending<unknown, Result, unknown>)
  | WorkflowDefinition<Input, Result>;

/** What is known of a call's definition. */
export interface Target {
  readonly kind: 'activity' | 'lambda' | 'child';
  readonly name: string;
  readonly codec: PayloadCodec | undefined;
}

/** Reads the definition of an activity, a Lambda function or a workflow. */
export function targetOf(definition: unknown): Target {
  if (typeof definition !== 'function') {
    const { name, options } = definedAs<WorkflowImplementation>('definition', definition, 'workflow');
    return { kind: 'child', name, codec: options.options.codec };
  }
  const { kind, name, options } = definedAs<{ readonly codec?: PayloadCodec }>(
    'definition',
    definition,
    'activity',
    'lambda',
  );
  return { kind: kind as 'activity' | 'lambda', name, codec: options.codec };
}
