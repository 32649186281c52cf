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
  checkOptions,
  formatTaskPriority,
  formatTimeout,
  type OptionNames,
  parseTaskPriority,
  parseTimeout,
  type Timeout,
} from '@swf/settings/wire';
import { checkPriority, nameCheck, optional, timeoutCheck } from './optional.js';
import { type Received, withoutNulls } from './received.js';
import type { DomainRef } from './refs.js';
import {
  fromTypeInfo,
  isKnownToSwf,
  REGISTERED_TYPE_OPTIONS,
  RegisteredType,
  type RegisteredTypeOptions,
  type TypeIdentity,
} from './registered-type.js';
import { checkSavable } from './registration.js';
import { checkSame, required, requiredType } from './required.js';
import { pick } from './value.js';

/** The attributes of an activity type. Its defaults apply to activities scheduled without such a setting. */
export interface ActivityTypeOptions extends RegisteredTypeOptions {
  /** The name of the task list. */
  readonly defaultTaskList?: string | undefined;
  /** A 32-bit integer; higher comes first. SWF's own default is 0. */
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

const ACTIVITY_TYPE_OPTIONS: OptionNames<ActivityTypeOptions> = {
  ...REGISTERED_TYPE_OPTIONS,
  defaultTaskList: true,
  defaultTaskPriority: true,
  defaultTaskStartToCloseTimeout: true,
  defaultTaskHeartbeatTimeout: true,
  defaultTaskScheduleToStartTimeout: true,
  defaultTaskScheduleToCloseTimeout: true,
};

/** What `type.with()` may change. */
export interface ActivityTypeChanges extends ActivityTypeOptions, TypeIdentity {}

const CHANGES: OptionNames<ActivityTypeChanges> = { ...ACTIVITY_TYPE_OPTIONS, name: true, version: true };

/**
 * An activity type: a kind of task that workers do, by name and version. Immutable.
 *
 * Unknown attributes are `undefined`; they are neither sent nor compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
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
    super(domain, name, version, checkOptions('options', options, ACTIVITY_TYPE_OPTIONS));
    const checkTimeout = timeoutCheck(isKnownToSwf(options));
    this.defaultTaskList = optional(options, 'defaultTaskList', nameCheck(isKnownToSwf(options)));
    this.defaultTaskPriority = optional(options, 'defaultTaskPriority', checkPriority);
    this.defaultTaskStartToCloseTimeout = optional(options, 'defaultTaskStartToCloseTimeout', checkTimeout);
    this.defaultTaskHeartbeatTimeout = optional(options, 'defaultTaskHeartbeatTimeout', checkTimeout);
    this.defaultTaskScheduleToStartTimeout = optional(options, 'defaultTaskScheduleToStartTimeout', checkTimeout);
    this.defaultTaskScheduleToCloseTimeout = optional(options, 'defaultTaskScheduleToCloseTimeout', checkTimeout);
    if (new.target === ActivityType) Object.freeze(this);
  }

  /**
   * Returns the type in an answer of `ListActivityTypes` (info) or `DescribeActivityType` (info and configuration).
   *
   * @throws `ResponseError` if the answer has no name or version.
   */
  static fromInfo<T extends ActivityType>(
    this: new (
      domain: DomainRef,
      name: string,
      version: string,
      options?: ActivityTypeOptions,
    ) => T,
    domain: DomainRef,
    info: Received<ActivityTypeInfo>,
    configuration: Received<ActivityTypeConfiguration> | null = {},
  ): T {
    const { activityType, ...received } = withoutNulls<ActivityTypeInfo>('info', info);
    const { name, version } = requiredType('activityType', activityType, { kind: 'Domain', name: domain?.name });
    const defaults = withoutNulls<ActivityTypeConfiguration>('configuration', configuration ?? {});
    return new this(domain, name, version, {
      ...fromTypeInfo(received),
      defaultTaskList: defaults.defaultTaskList?.name,
      defaultTaskPriority: parseTaskPriority(defaults.defaultTaskPriority),
      defaultTaskStartToCloseTimeout: parseTimeout(defaults.defaultTaskStartToCloseTimeout),
      defaultTaskHeartbeatTimeout: parseTimeout(defaults.defaultTaskHeartbeatTimeout),
      defaultTaskScheduleToStartTimeout: parseTimeout(defaults.defaultTaskScheduleToStartTimeout),
      defaultTaskScheduleToCloseTimeout: parseTimeout(defaults.defaultTaskScheduleToCloseTimeout),
    });
  }

  get kind(): 'ActivityType' {
    return 'ActivityType';
  }

  attributes(): Required<ActivityTypeOptions> {
    return pick<ActivityTypeOptions>(this, ACTIVITY_TYPE_OPTIONS);
  }

  /** Returns a changed copy. Under another name or version it is another type, without the status and dates of this one. */
  with(changes: ActivityTypeChanges): this {
    const { name = this.name, version = this.version, ...others } = checkOptions('changes', changes, CHANGES);
    const { status, creationDate, deprecationDate, ...given } = this.attributes();
    const isSame = name === this.name && version === this.version;
    const received = isSame && { status, creationDate, deprecationDate };
    return this.copyFrom(new ActivityType(this.domain, name, version, { ...given, ...received, ...others }));
  }

  override async save(options?: RequestOptions): Promise<this> {
    checkSavable(this);
    await send(new RegisterActivityTypeCommand(registration(this)), this.resource, options);
    return this;
  }

  override async upstream(options?: RequestOptions): Promise<this> {
    const answer = await send(new DescribeActivityTypeCommand(target(this)), this.resource, options);
    const info = required('typeInfo', answer.typeInfo, this.resource);
    const upstream = ActivityType.fromInfo(this.domain, info, answer.configuration);
    checkSame(this.resource, upstream.resource);
    return this.copyFrom(upstream);
  }

  override async deprecate(options?: RequestOptions): Promise<this> {
    await send(new DeprecateActivityTypeCommand(target(this)), this.resource, options);
    return this.with({ status: 'DEPRECATED' });
  }

  override async undeprecate(options?: RequestOptions): Promise<this> {
    await send(new UndeprecateActivityTypeCommand(target(this)), this.resource, options);
    return this.with({ status: 'REGISTERED', deprecationDate: undefined });
  }

  override async delete(options?: RequestOptions): Promise<void> {
    await send(new DeleteActivityTypeCommand(target(this)), this.resource, options);
  }
}

function target({ domain, name, version }: ActivityType) {
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
