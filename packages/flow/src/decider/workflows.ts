import { type DomainRef, WorkflowType } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { type EveryMember, preview, type WorkflowTypeDefaults } from '@swf/settings/wire';
import { definedAs } from '../definitions/definition.js';
import type { WorkflowImplementation } from '../definitions/implementation.js';
import { withDefaults } from '../definitions/with-defaults.js';
import { WORKFLOW_DEFAULTS, type WorkflowOptions } from '../definitions/workflow-options.js';

/** Returns the code of workflow definitions; one without a function is refused. */
export function checkWorkflows(workflows: readonly unknown[]): readonly WorkflowImplementation[] {
  if (!Array.isArray(workflows) || workflows.length === 0) {
    const got = Array.isArray(workflows) ? 'none' : preview(workflows);
    throw new InvalidArgumentError(`workflows must be a list of one or more workflow definitions, got ${got}`);
  }
  const keys = new Set<string>();
  return workflows.map((each, index) => {
    const { options } = definedAs<WorkflowImplementation>(`workflows[${index}]`, each, 'workflow');
    if (typeof options.run !== 'function') {
      throw new InvalidArgumentError(
        `workflows[${index}] must have a function, got the definition ${keyOf(options)} without one`,
      );
    }
    if (keys.has(keyOf(options))) {
      throw new InvalidArgumentError(`workflows must be of different types, got ${keyOf(options)} twice`);
    }
    keys.add(keyOf(options));
    return options;
  });
}

/** Returns the types of workflows, to be registered with the settings of their definitions. */
export function typesOf(
  domain: DomainRef,
  taskList: string,
  workflows: readonly WorkflowImplementation[],
): readonly WorkflowType[] {
  return workflows.map(({ name, version, options }) => {
    const settings = withDefaults<WorkflowOptions>(options, WORKFLOW_DEFAULTS);
    const defaults = {
      defaultTaskList: settings.taskList ?? taskList,
      defaultTaskPriority: settings.taskPriority,
      defaultExecutionStartToCloseTimeout: settings.executionStartToCloseTimeout,
      defaultTaskStartToCloseTimeout: settings.taskStartToCloseTimeout,
      defaultChildPolicy: settings.childPolicy,
      defaultLambdaRole: settings.lambdaRole,
    } satisfies EveryMember<WorkflowTypeDefaults>;
    return new WorkflowType(domain, name, version, defaults);
  });
}

/** Returns the key of a type: `order@1.0`. */
export function keyOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}
