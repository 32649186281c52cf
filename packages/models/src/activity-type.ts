import {
  type ActivityTypeConfiguration,
  type ActivityTypeInfo,
  DeleteActivityTypeCommand,
  DeprecateActivityTypeCommand,
  DescribeActivityTypeCommand,
  RegisterActivityTypeCommand,
  type RegisterActivityTypeInput,
  UndeprecateActivityTypeCommand,
} from '@aws-sdk/client-swf';
import { type RequestOptions, send } from '@swf/settings/request';
import {
  checkObject,
  formatTaskPriority,
  formatTimeout,
  parseTaskPriority,
  parseTimeout,
  type Timeout,
} from '@swf/settings/wire';
import { answered, answeredType } from './answered.js';
import { checkPriority, checkTimeout, keep, nameCheck } from './keep.js';
import type { DomainRef } from './refs.js';
import {
  fromTypeInfo,
  isKnownToSwf,
  RegisteredType,
  type RegisteredTypeOptions,
  type TypeIdentity,
} from './registered-type.js';
import { checkSavable } from './registration.js';

/** What is known or wanted of an activity type. The defaults hold for activities that a decider schedules without saying otherwise. */
export interface ActivityTypeOptions extends RegisteredTypeOptions {
  /** The name of the task list. */
  readonly defaultTaskList?: string | undefined;
  /** A 32-bit integer; higher comes first. SWF takes 0 where there is none. */
  readonly defaultTaskPriority?: number | undefined;
  /** Seconds that a worker has for a task, or `'NONE'`. */
  readonly defaultTaskStartToCloseTimeout?: Timeout | undefined;
  /** Seconds that may pass between two heartbeats, or `'NONE'`. */
  readonly defaultTaskHeartbeatTimeout?: Timeout | undefined;
  /** Seconds that a task may wait for a worker, or `'NONE'`. */
  readonly defaultTaskScheduleToStartTimeout?: Timeout | undefined;
  /** Seconds from scheduling to the end, or `'NONE'`. */
  readonly defaultTaskScheduleToCloseTimeout?: Timeout | undefined;
}

/**
 * An activity type: a kind of task that workers do, by name and version.
 *
 * Immutable. What it does not know is `undefined`, neither sent nor compared. Throws `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const charge = new ActivityType(domain, 'charge-card', '1.0', { defaultTaskList: 'payments', defaultTaskStartToCloseTimeout: 30 });
 * await charge.save();
 */
export class ActivityType extends RegisteredType {
  readonly defaultTaskList: string | undefined;
  readonly defaultTaskPriority: number | undefined;
  readonly defaultTaskStartToCloseTimeout: Timeout | undefined;
  readonly defaultTaskHeartbeatTimeout: Timeout | undefined;
  readonly defaultTaskScheduleToStartTimeout: Timeout | undefined;
  readonly defaultTaskScheduleToCloseTimeout: Timeout | undefined;

  constructor(domain: DomainRef, name: string, version: string, options: ActivityTypeOptions = {}) {
    super(domain, name, version, options);
    this.defaultTaskList = keep(options, 'defaultTaskList', nameCheck(isKnownToSwf(options)));
    this.defaultTaskPriority = keep(options, 'defaultTaskPriority', checkPriority);
    this.defaultTaskStartToCloseTimeout = keep(options, 'defaultTaskStartToCloseTimeout', checkTimeout);
    this.defaultTaskHeartbeatTimeout = keep(options, 'defaultTaskHeartbeatTimeout', checkTimeout);
    this.defaultTaskScheduleToStartTimeout = keep(options, 'defaultTaskScheduleToStartTimeout', checkTimeout);
    this.defaultTaskScheduleToCloseTimeout = keep(options, 'defaultTaskScheduleToCloseTimeout', checkTimeout);
    Object.freeze(this);
  }

  /** The type that an answer of `ListActivityTypes` (info) or `DescribeActivityType` (info and configuration) tells of. */
  static fromInfo(
    domain: DomainRef,
    info: ActivityTypeInfo,
    configuration: ActivityTypeConfiguration = {},
  ): ActivityType {
    const { activityType } = checkObject('info', info);
    const { name, version } = answeredType('activityType', activityType, { kind: 'Domain', name: domain?.name });
    const told = checkObject('configuration', configuration);
    return new ActivityType(domain, name, version, {
      ...fromTypeInfo(info),
      defaultTaskList: told.defaultTaskList?.name,
      defaultTaskPriority: parseTaskPriority(told.defaultTaskPriority),
      defaultTaskStartToCloseTimeout: parseTimeout(told.defaultTaskStartToCloseTimeout),
      defaultTaskHeartbeatTimeout: parseTimeout(told.defaultTaskHeartbeatTimeout),
      defaultTaskScheduleToStartTimeout: parseTimeout(told.defaultTaskScheduleToStartTimeout),
      defaultTaskScheduleToCloseTimeout: parseTimeout(told.defaultTaskScheduleToCloseTimeout),
    });
  }

  get kind(): 'ActivityType' {
    return 'ActivityType';
  }

  attributes(): Required<ActivityTypeOptions> {
    const { domain, name, version, ...attributes } = this;
    return attributes;
  }

  /** A copy with other attributes. Under another name or version it is another type, which SWF has given no status and no dates. */
  with(changes: ActivityTypeOptions & TypeIdentity): ActivityType {
    const { name = this.name, version = this.version, ...others } = checkObject('changes', changes);
    const { status, creationDate, deprecationDate, ...given } = this.attributes();
    const isSame = name === this.name && version === this.version;
    const told = isSame && { status, creationDate, deprecationDate };
    return new ActivityType(this.domain, name, version, { ...given, ...told, ...others });
  }

  override async save(options?: RequestOptions): Promise<this> {
    checkSavable(this);
    await send(new RegisterActivityTypeCommand(registration(this)), this.resource, options);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<ActivityType> {
    const answer = await send(new DescribeActivityTypeCommand(described(this)), this.resource, options);
    return ActivityType.fromInfo(
      this.domain,
      answered('typeInfo', answer.typeInfo, this.resource),
      answer.configuration,
    );
  }

  override async deprecate(options?: RequestOptions): Promise<ActivityType> {
    await send(new DeprecateActivityTypeCommand(described(this)), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  override async undeprecate(options?: RequestOptions): Promise<ActivityType> {
    await send(new UndeprecateActivityTypeCommand(described(this)), this.resource, options);
    return this.with({ status: 'REGISTERED', deprecationDate: undefined });
  }

  override async delete(options?: RequestOptions): Promise<void> {
    await send(new DeleteActivityTypeCommand(described(this)), this.resource, options);
  }
}

function described({ domain, name, version }: ActivityType) {
  return { domain: domain.name, activityType: { name, version } };
}

function registration(type: ActivityType): RegisterActivityTypeInput {
  const timeout = (field: keyof ActivityType & `${string}Timeout`) => formatTimeout(field, type[field]);
  const { domain, name, version, description, defaultTaskList, defaultTaskPriority } = type;
  return {
    domain: domain.name,
    name,
    version,
    description,
    defaultTaskList: defaultTaskList === undefined ? undefined : { name: defaultTaskList },
    defaultTaskPriority: formatTaskPriority('defaultTaskPriority', defaultTaskPriority),
    defaultTaskStartToCloseTimeout: timeout('defaultTaskStartToCloseTimeout'),
    defaultTaskHeartbeatTimeout: timeout('defaultTaskHeartbeatTimeout'),
    defaultTaskScheduleToStartTimeout: timeout('defaultTaskScheduleToStartTimeout'),
    defaultTaskScheduleToCloseTimeout: timeout('defaultTaskScheduleToCloseTimeout'),
  };
}
