import type { ActivityTypeInfo, RegistrationStatus } from '@aws-sdk/client-swf';
import type { ResourceContext } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkObject, LIMITS } from '@swf/settings/wire';
import { checkDate } from './instant.js';
import { checkDescription, keep, nameCheck } from './keep.js';
import { Model } from './model.js';
import { checkDomain, type DomainRef, type TypeRef } from './refs.js';
import { keepStatus } from './registration.js';
import { known } from './value.js';

/** What is known of an activity type and of a workflow type alike. */
export interface RegisteredTypeOptions {
  /** At most 1,024 characters. */
  readonly description?: string | undefined;
  /** Default: `REGISTERED`. */
  readonly status?: RegistrationStatus | undefined;
  /** When SWF registered it. */
  readonly creationDate?: Date | undefined;
  /** When it was deprecated; nothing while it is registered. */
  readonly deprecationDate?: Date | undefined;
}

/** What `with` may change of the identity of a type. */
export interface TypeIdentity {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** What activity types and workflow types share: a name and version in a domain, registered for good. */
export abstract class RegisteredType extends Model implements TypeRef {
  readonly domain: DomainRef;
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  readonly status: RegistrationStatus;
  readonly creationDate: Date | undefined;
  readonly deprecationDate: Date | undefined;

  constructor(domain: DomainRef, name: string, version: string, options: RegisteredTypeOptions) {
    super();
    this.domain = checkDomain(domain);
    const checkName = nameCheck(isKnownToSwf(checkObject('options', options)));
    this.name = checkName('name', name);
    this.version = checkName('version', version, { max: LIMITS.version });
    this.description = keep(options, 'description', checkDescription);
    this.status = keepStatus(options.status);
    this.creationDate = keep(options, 'creationDate', checkDate);
    this.deprecationDate = keep(options, 'deprecationDate', checkDate);
  }

  /** SWF's noun. */
  abstract get kind(): 'ActivityType' | 'WorkflowType';

  get resource(): ResourceContext {
    return { kind: this.kind, name: `${this.name}@${this.version}`, domain: this.domain.name };
  }

  /**
   * Registers the type with what was given here; SWF never lets it change, so another behaviour needs another version.
   *
   * @throws `AlreadyExistsError` where SWF has that name and version, also deprecated; `DoesNotExistError` where it does not know the domain.
   */
  abstract save(options?: RequestOptions): Promise<this>;

  /**
   * Deprecates the type: nothing new is started of it, what runs goes on. Resolves to a copy that says so.
   *
   * @throws `DeprecatedError` where it is deprecated already.
   */
  abstract deprecate(options?: RequestOptions): Promise<RegisteredType>;

  /**
   * Makes a deprecated type usable again. Resolves to a copy that says so.
   *
   * @throws `AlreadyExistsError` where it is not deprecated.
   */
  abstract undeprecate(options?: RequestOptions): Promise<RegisteredType>;

  /**
   * Deletes the type, which must be deprecated; its name and version are then free.
   *
   * @throws `ResponseError` with the fault `TypeNotDeprecatedFault` where it is not deprecated.
   */
  abstract delete(options?: RequestOptions): Promise<void>;

  toJSON(): object {
    return { domain: this.domain.name, name: this.name, version: this.version, ...known(this.attributes()) };
  }
}

/** Whether the options tell of a type that SWF has: it alone gives a creation date. */
export function isKnownToSwf({ creationDate }: RegisteredTypeOptions): boolean {
  return creationDate !== undefined;
}

/** The attributes of a listing's entry that both kinds of types have. */
export function fromTypeInfo(info: Omit<ActivityTypeInfo, 'activityType'>): RegisteredTypeOptions {
  const { description, status, creationDate, deprecationDate } = info;
  return { description, status, creationDate, deprecationDate };
}
