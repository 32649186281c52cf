import type { Definition } from '../event/definition.js';
import type { EntityType } from '../lifecycles/lifecycles.js';
import { Registry } from './registry.js';
import { Slot } from './slot.js';

/** All entities of a history while it is compiled. */
export class Registries {
  readonly execution = new Slot(undefined, 1, 0, false);
  readonly DecisionTask = new Registry('DecisionTask');
  readonly ActivityTask = new Registry('ActivityTask');
  readonly Timer = new Registry('Timer');
  readonly Marker = new Registry('Marker');
  readonly ChildWorkflowExecution = new Registry('ChildWorkflowExecution');
  readonly ExternalWorkflowExecution = new Registry('ExternalWorkflowExecution');
  readonly LambdaFunction = new Registry('LambdaFunction');
  readonly Signal = new Registry('Signal');

  of({ type }: Definition): Registry {
    return this[type as Exclude<EntityType, 'WorkflowExecution'>];
  }
}
