import {
  type ActivityTypeConfiguration,
  type ActivityTypeInfo,
  DeleteActivityTypeCommand,
  DeprecateActivityTypeCommand,
  DescribeActivityTypeCommand,
  RegisterActivityTypeCommand,
  UndeprecateActivityTypeCommand,
} from '@aws-sdk/client-swf';
import { requiredMember, requiredType, send } from '@swf/settings/request';
import { ACTIVITY_TYPE_DEFAULTS, type ActivityTypeDefaults, type DomainRef, type Structure } from '@swf/settings/wire';
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

/** The attributes of an activity type. */
export interface ActivityTypeOptions extends RegisteredTypeOptions, ActivityTypeDefaults {}

const ACTIVITY_TYPE: Structure<ActivityTypeOptions, ActivityTypeInfo & ActivityTypeConfiguration> = {
  ...REGISTERED_TYPE,
  ...ACTIVITY_TYPE_DEFAULTS,
};

// The attributes of the interface are the fields of the class.
export interface ActivityType extends ActivityTypeDefaults {}

/**
 * An activity type: a kind of task that workers do, by name and version. Immutable.
 *
 * Unknown attributes are `undefined`; they are neither sent nor compared. The constructor throws
 * `InvalidArgumentError` for values that SWF would refuse.
 *
 * @example
 * const charge = new ActivityType(domain, 'charge-card', '1.0', {
 *   defaultTaskList: 'payments',
 *   defaultTaskStartToCloseTimeout: 30,
 * });
 * await charge.save();
 */
export class ActivityType extends RegisteredType<ActivityTypeOptions> {
  constructor(domain: DomainRef, name: string, version: string, options: ActivityTypeOptions = {}) {
    super(domain, name, version, options);
    if (new.target === ActivityType) Object.freeze(this);
  }

  /**
   * Returns the type in an answer of `ListActivityTypes` (info) or `DescribeActivityType` (info and
   * configuration).
   *
   * @throws `ResponseError` if the answer has no name or version.
   */
  static fromInfo<T extends ActivityType>(
    this: TypeClass<T, ActivityTypeOptions>,
    domain: DomainRef,
    info: Received<ActivityTypeInfo>,
    configuration: Received<ActivityTypeConfiguration> | null = {},
  ): T {
    const { activityType, ...others } = withoutNulls<ActivityTypeInfo>('info', info);
    const { name, version } = requiredType('activityType', activityType, { kind: 'Domain', name: domain?.name });
    return new this(domain, name, version, receivedAttributes(others, configuration, ACTIVITY_TYPE_DEFAULTS));
  }

  get kind(): 'ActivityType' {
    return 'ActivityType';
  }

  protected structure(): Structure<ActivityTypeOptions, object> {
    return ACTIVITY_TYPE;
  }

  protected make(name: string, version: string, options: ActivityTypeOptions): ActivityType {
    return new ActivityType(this.domain, name, version, options);
  }

  protected requests(): TypeRequests {
    const { domain, resource } = this;
    const type = { domain: domain.name, activityType: { name: this.name, version: this.version } };
    return {
      describe: async (options) => {
        const { typeInfo, configuration } = await send(new DescribeActivityTypeCommand(type), resource, options);
        return ActivityType.fromInfo(domain, requiredMember('typeInfo', typeInfo, resource), configuration);
      },
      register: (options) =>
        send(new RegisterActivityTypeCommand(registrationOf(this, ACTIVITY_TYPE_DEFAULTS)), resource, options),
      deprecate: (options) => send(new DeprecateActivityTypeCommand(type), resource, options),
      undeprecate: (options) => send(new UndeprecateActivityTypeCommand(type), resource, options),
      delete: (options) => send(new DeleteActivityTypeCommand(type), resource, options),
    };
  }
}
