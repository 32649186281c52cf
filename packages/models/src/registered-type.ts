import type { ActivityTypeInfo, RegistrationStatus } from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { LIMITS, type OptionNames } from '@swf/settings/wire';
import { defineInstants } from './instant.js';
import { Model } from './model.js';
import { checkDescription, nameCheck, optional } from './optional.js';
import { receivedInstant, type WithoutNulls } from './received.js';
import { checkDomain, type DomainRef, type TypeRef } from './refs.js';
import { checkStatus } from './registration.js';
import { known } from './value.js';

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

export const REGISTERED_TYPE_OPTIONS: OptionNames<RegisteredTypeOptions> = {
  description: true,
  status: true,
  creationDate: true,
  deprecationDate: true,
};

/** The identity of a type, which `with` may change. */
export interface TypeIdentity {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** The base of `ActivityType` and `WorkflowType`: a name and version in a domain, registered for good. */
export abstract class RegisteredType extends Model implements TypeRef {
  readonly domain: DomainRef;
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  readonly status: RegistrationStatus;
  declare readonly creationDate: Date | undefined;
  declare readonly deprecationDate: Date | undefined;

  constructor(domain: DomainRef, name: string, version: string, options: RegisteredTypeOptions) {
    super();
    this.domain = checkDomain(domain);
    const checkName = nameCheck(isKnownToSwf(options));
    this.name = checkName('name', name);
    this.version = checkName('version', version, { max: LIMITS.version });
    this.description = optional(options, 'description', checkDescription);
    this.status = checkStatus(options.status);
    defineInstants(this, options, 'creationDate', 'deprecationDate');
  }

  /** SWF's noun. */
  abstract get kind(): 'ActivityType' | 'WorkflowType';

  get resource(): ResourceContext {
    return { kind: this.kind, name: `${this.name}@${this.version}`, domain: this.domain.name };
  }

  /**
   * Registers the type with the attributes known here. SWF never changes a type: other defaults need another version.
   *
   * @throws `AlreadyExistsError` if SWF has that name and version, even deprecated; `DoesNotExistError` if it does not
   * know the domain.
   */
  abstract save(options?: RequestOptions): Promise<this>;

  /**
   * Deprecates the type: no new execution or task of it starts, running ones go on. Resolves to a deprecated copy.
   *
   * @throws `DeprecatedError` if it is deprecated already.
   */
  abstract deprecate(options?: RequestOptions): Promise<this>;

  /**
   * Makes a deprecated type usable again. Resolves to a registered copy.
   *
   * @throws `AlreadyExistsError` if it is not deprecated.
   */
  abstract undeprecate(options?: RequestOptions): Promise<this>;

  /**
   * Deletes the type, which must be deprecated; its name and version are free again.
   *
   * @throws `ResponseError` with the fault `TypeNotDeprecatedFault` if it is not deprecated.
   */
  abstract delete(options?: RequestOptions): Promise<void>;

  toJSON(): object {
    return { domain: this.domain.name, name: this.name, version: this.version, ...known(this.attributes()) };
  }
}

/** Checks whether SWF has the type already: only SWF gives a creation date. */
export function isKnownToSwf({ creationDate }: RegisteredTypeOptions): boolean {
  return creationDate !== undefined;
}

/** Returns the attributes in a listing's entry that both kinds of types have. */
export function fromTypeInfo(info: WithoutNulls<Omit<ActivityTypeInfo, 'activityType'>>): RegisteredTypeOptions {
  const { description, status } = info;
  return {
    description,
    status,
    creationDate: receivedInstant('creationDate', info.creationDate),
    deprecationDate: receivedInstant('deprecationDate', info.deprecationDate),
  };
}
