import type { Definition } from '../event/definition.js';
import type { EntityType } from '../lifecycles/lifecycles.js';
import { EntityRecord } from './entity-record.js';
import { Registry } from './registry.js';

/** All entities of a log, by kind. */
export class Registries {
  readonly execution = new EntityRecord(undefined, 1, 0, false);
  readonly DecisionTask = new Registry(false);
  readonly ActivityTask = new Registry(true);
  readonly Timer = new Registry(true);
  readonly Marker = new Registry(false);
  readonly ChildWorkflowExecution = new Registry(false);
  readonly ExternalWorkflowExecution = new Registry(false);
  readonly LambdaFunction = new Registry(false);
  readonly Signal = new Registry(false);

  of({ type }: Definition): Registry {
    return this[type as Exclude<EntityType, 'WorkflowExecution'>];
  }
}
