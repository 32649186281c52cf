import type { ActivityTypeInfo, RegistrationStatus } from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import { checkSame, type RequestOptions } from '@swf/settings/request';
import {
  checkOptions,
  DESCRIPTION,
  DOMAIN_REF,
  type DomainRef,
  formatStructure,
  INSTANT,
  NAME,
  parseStructure,
  REGISTRATION_STATUS,
  type Structure,
  type TypeRef,
  VERSION,
} from '@swf/settings/wire';
import { known, pick } from './attributes.js';
import { checkSavable, Model } from './model.js';
import { receivedInstant, type WithoutNulls, withoutNulls } from './received.js';

/** The attributes that activity types and workflow types share. */
export interface RegisteredTypeOptions {
  /** At most 1,024 characters. */
  readonly description?: string | undefined;
  /** Default: `REGISTERED`. */
  readonly status?: RegistrationStatus | undefined;
  /** When SWF registered it. */
  readonly creationDate?: Date | undefined;
  /** When it was deprecated; undefined while it is registered. */
  readonly deprecationDate?: Date | undefined;
}

/** The identity of a type, which `with` may change. */
export interface TypeIdentity {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

export const REGISTERED_TYPE: Structure<RegisteredTypeOptions, ActivityTypeInfo> = {
  description: DESCRIPTION,
  status: REGISTRATION_STATUS,
  creationDate: INSTANT,
  deprecationDate: INSTANT,
};

/** The class of a type, or a subclass of a program. */
export type TypeClass<Type, Options> = new (
  domain: DomainRef,
  name: string,
  version: string,
  options?: Options,
) => Type;

/** SWF's requests about a type. */
export interface TypeRequests {
  describe(options?: RequestOptions): Promise<RegisteredType>;
  register(options?: RequestOptions): Promise<unknown>;
  deprecate(options?: RequestOptions): Promise<unknown>;
  undeprecate(options?: RequestOptions): Promise<unknown>;
  delete(options?: RequestOptions): Promise<unknown>;
}

/**
 * The base of `ActivityType` and `WorkflowType`: a name and version in a domain, which cannot be
 * changed once registered.
 */
export abstract class RegisteredType<Options extends RegisteredTypeOptions = RegisteredTypeOptions>
  extends Model
  implements TypeRef
{
  readonly domain: DomainRef;
  readonly name: string;
  readonly version: string;
  declare readonly description: string | undefined;
  declare readonly status: RegistrationStatus;
  declare readonly creationDate: Date | undefined;
  declare readonly deprecationDate: Date | undefined;

  constructor(domain: DomainRef, name: string, version: string, options: Options) {
    super();
    const { status = 'REGISTERED', creationDate } = checkOptions('options', options, this.structure());
    // Only SWF gives a creation date, and it may have types that predate the current rules.
    const isReceived = creationDate !== undefined;
    const rule = isReceived ? 'checkReceived' : 'check';
    this.domain = DOMAIN_REF.check('domain', domain);
    this.name = NAME[rule]('name', name);
    this.version = VERSION[rule]('version', version);
    this.defineAttributes(this.structure(), { ...options, status }, { isReceived });
  }

  /** SWF's noun. */
  abstract get kind(): 'ActivityType' | 'WorkflowType';

  /** The attributes of this kind of types. */
  protected abstract structure(): Structure<Options, object>;

  /** Returns the requests about this type. */
  protected abstract requests(): TypeRequests;

  /** Makes a type of this kind, in the same domain. */
  protected abstract make(name: string, version: string, options: Options): RegisteredType<Options>;

  get resource(): ResourceContext {
    return { kind: this.kind, name: `${this.name}@${this.version}`, domain: this.domain.name };
  }

  attributes(): Required<Options> {
    return pick<Options>(this, this.structure());
  }

  override async upstream(options?: RequestOptions): Promise<this> {
    const upstream = await this.requests().describe(options);
    checkSame(this.resource, upstream.resource);
    return this.copyFrom(upstream);
  }

  /**
   * Returns a changed copy. Under another name or version it is another type, without the status
   * and dates of this one.
   */
  with(changes: Options & TypeIdentity): this {
    const names = { ...this.structure(), name: NAME, version: VERSION };
    const given: TypeIdentity & RegisteredTypeOptions = checkOptions<object>('changes', changes, names);
    const { name = this.name, version = this.version, ...others } = given;
    const attributes: RegisteredTypeOptions = this.attributes();
    const { status, creationDate, deprecationDate, ...defaults } = attributes;
    const isSame = name === this.name && version === this.version;
    const received = isSame && { status, creationDate, deprecationDate };
    return this.copyFrom(this.make(name, version, { ...defaults, ...received, ...others } as Options));
  }

  /**
   * Registers the type with the attributes known here. SWF never changes a type: other defaults
   * need another version.
   *
   * @throws `AlreadyExistsError` if SWF has that name and version, even deprecated;
   * `DoesNotExistError` if it does not know the domain.
   */
  async save(options?: RequestOptions): Promise<this> {
    checkSavable(this);
    await this.requests().register(options);
    return this;
  }

  /**
   * Deprecates the type: no new execution or task of it starts, running ones continue. Resolves to
   * a deprecated copy.
   *
   * @throws `DeprecatedError` if it is deprecated already.
   */
  async deprecate(options?: RequestOptions): Promise<this> {
    await this.requests().deprecate(options);
    return this.with({ status: 'DEPRECATED' } as Options);
  }

  /**
   * Makes a deprecated type usable again. Resolves to a registered copy.
   *
   * @throws `AlreadyExistsError` if it is not deprecated.
   */
  async undeprecate(options?: RequestOptions): Promise<this> {
    await this.requests().undeprecate(options);
    return this.with({ status: 'REGISTERED', deprecationDate: undefined } as Options);
  }

  /**
   * Deletes the type, which must be deprecated; its name and version are free again.
   *
   * @throws `ResponseError` with the fault `TypeNotDeprecatedFault` if it is not deprecated.
   */
  async delete(options?: RequestOptions): Promise<void> {
    await this.requests().delete(options);
  }

  toJSON(): object {
    return { domain: this.domain.name, name: this.name, version: this.version, ...known(this.attributes()) };
  }
}

/** Returns the attributes in an answer of SWF about a type: `info`, and the defaults in `configuration`. */
export function receivedAttributes<Defaults extends object>(
  info: WithoutNulls<Omit<ActivityTypeInfo, 'activityType'>>,
  configuration: object | null,
  defaults: Structure<Defaults, object>,
): RegisteredTypeOptions & Defaults {
  const { description, status } = info;
  return {
    description,
    status,
    creationDate: receivedInstant('creationDate', info.creationDate),
    deprecationDate: receivedInstant('deprecationDate', info.deprecationDate),
    ...parseStructure(defaults, withoutNulls<object>('configuration', configuration ?? {})),
  };
}

/** Returns the input of the request that registers a type. */
export function registrationOf<Defaults extends object, Wire>(
  type: RegisteredType & Defaults,
  defaults: Structure<Defaults, Wire>,
) {
  const { domain, name, version, description } = type;
  return { domain: domain.name, name, version, description, ...formatStructure(defaults, type) };
}
