import {
  DeleteWorkflowTypeCommand,
  DeprecateWorkflowTypeCommand,
  DescribeWorkflowTypeCommand,
  RegisterWorkflowTypeCommand,
  UndeprecateWorkflowTypeCommand,
  type WorkflowTypeConfiguration,
  type WorkflowTypeInfo,
} from '@aws-sdk/client-swf';
import { requiredMember, requiredType, send } from '@swf/settings/request';
import { type DomainRef, type Structure, WORKFLOW_TYPE_DEFAULTS, type WorkflowTypeDefaults } from '@swf/settings/wire';
import { type Received, withoutNulls } from './received.js';
import {
  REGISTERED_TYPE,
  RegisteredType,
  type RegisteredTypeOptions,
  receivedAttributes,
  registrationOf,
  type TypeClass,
  type TypeRequests,
} from './registered-type.js';
import { type StartExecutionOptions, startExecution } from './start-execution.js';
import type { WorkflowExecution } from './workflow-execution.js';

/** The attributes of a workflow type. */
export interface WorkflowTypeOptions extends RegisteredTypeOptions, WorkflowTypeDefaults {}

const WORKFLOW_TYPE: Structure<WorkflowTypeOptions, WorkflowTypeInfo & WorkflowTypeConfiguration> = {
  ...REGISTERED_TYPE,
  ...WORKFLOW_TYPE_DEFAULTS,
};

// The attributes of the interface are the fields of the class.
export interface WorkflowType extends WorkflowTypeDefaults {}

/**
 * A workflow type: a kind of execution, by name and version. Immutable.
 *
 * Unknown attributes are `undefined`; they are neither sent nor compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const defaults = { defaultTaskList: 'orders', defaultChildPolicy: 'TERMINATE' } as const;
 * const order = new WorkflowType(domain, 'order', '1.0', defaults);
 * await order.save();
 */
export class WorkflowType extends RegisteredType<WorkflowTypeOptions> {
  constructor(domain: DomainRef, name: string, version: string, options: WorkflowTypeOptions = {}) {
    super(domain, name, version, options);
    if (new.target === WorkflowType) Object.freeze(this);
  }

  /**
   * Returns the type in an answer of `ListWorkflowTypes` (info) or `DescribeWorkflowType` (info and
   * configuration).
   *
   * @throws `ResponseError` if the answer has no name or version.
   */
  static fromInfo<T extends WorkflowType>(
    this: TypeClass<T, WorkflowTypeOptions>,
    domain: DomainRef,
    info: Received<WorkflowTypeInfo>,
    configuration: Received<WorkflowTypeConfiguration> | null = {},
  ): T {
    const { workflowType, ...others } = withoutNulls<WorkflowTypeInfo>('info', info);
    const { name, version } = requiredType('workflowType', workflowType, { kind: 'Domain', name: domain?.name });
    return new this(domain, name, version, receivedAttributes(others, configuration, WORKFLOW_TYPE_DEFAULTS));
  }

  get kind(): 'WorkflowType' {
    return 'WorkflowType';
  }

  /**
   * Starts an execution of this type and resolves to it; omitted settings take the defaults
   * registered with the type.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` if an execution of that workflow id is open;
   * `DefaultUndefinedError` if a setting is neither given nor a default; `DeprecatedError` if the
   * type is deprecated; `InvalidArgumentError`, before sending, for values that SWF would refuse.
   *
   * @example
   * const input = { sku: 'A1' };
   * const execution = await order.startExecution({ workflowId: 'order-42', input, tagList: ['eu'] });
   */
  startExecution(options?: StartExecutionOptions): Promise<WorkflowExecution> {
    return startExecution(this, options);
  }

  protected structure(): Structure<WorkflowTypeOptions, object> {
    return WORKFLOW_TYPE;
  }

  protected make(name: string, version: string, options: WorkflowTypeOptions): WorkflowType {
    return new WorkflowType(this.domain, name, version, options);
  }

  protected requests(): TypeRequests {
    const { domain, resource } = this;
    const type = { domain: domain.name, workflowType: { name: this.name, version: this.version } };
    return {
      describe: async (options) => {
        const { typeInfo, configuration } = await send(new DescribeWorkflowTypeCommand(type), resource, options);
        return WorkflowType.fromInfo(domain, requiredMember('typeInfo', typeInfo, resource), configuration);
      },
      register: (options) =>
        send(new RegisterWorkflowTypeCommand(registrationOf(this, WORKFLOW_TYPE_DEFAULTS)), resource, options),
      deprecate: (options) => send(new DeprecateWorkflowTypeCommand(type), resource, options),
      undeprecate: (options) => send(new UndeprecateWorkflowTypeCommand(type), resource, options),
      delete: (options) => send(new DeleteWorkflowTypeCommand(type), resource, options),
    };
  }
}
