import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { checkDomain, type DomainRef } from '@swf/models';
import type { RequestOptions } from '@swf/settings/request';
import { checkName } from '@swf/settings/wire';
import { exactly, type FilterFields, oneOf, refine } from './filter.js';
import { getOrCreate, type Registrable } from './get-or-create.js';
import { QuerySet } from './query-set.js';
import { planRequests, type RequestPlan } from './request-plan.js';

/** What activity types and workflow types can be filtered by. */
export interface TypeFilter {
  /** Default: `REGISTERED`; SWF lists either the registered or the deprecated ones. */
  readonly status?: RegistrationStatus | undefined;
  /** The exact name; finds all its versions. */
  readonly name?: string | undefined;
}

/** The arguments of a List operation of types. */
export interface TypeQuery {
  readonly domain: string;
  readonly registrationStatus: RegistrationStatus;
  readonly name: string | undefined;
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
}

const FIELDS: FilterFields<TypeFilter> = { status: oneOf('REGISTERED', 'DEPRECATED'), name: exactly(checkName) };

/** What the listings of activity types and workflow types share: both are by name, and SWF applies their whole filter. */
export abstract class TypeQuerySet<Type extends Registrable<Type>, Attributes> extends QuerySet<Type, TypeFilter> {
  /** The domain whose types these are. */
  readonly domain: DomainRef;
  protected abstract readonly operation: string;

  protected constructor(domain: DomainRef, requestOptions: RequestOptions) {
    super({}, requestOptions);
    this.domain = checkDomain(domain);
  }

  /** A type of this domain, of which nothing is known but what is given. */
  protected abstract make(name: string, version: string, attributes?: Attributes): Type;

  /**
   * The type as SWF has it, deprecated ones too.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  async get(name: string, version: string, options?: RequestOptions): Promise<Type> {
    return this.make(name, version).upstream(this.withDefaults(options));
  }

  /**
   * Registers a type.
   *
   * @throws `AlreadyExistsError` where that name and version are taken, also by a deprecated type.
   */
  async create(name: string, version: string, attributes?: Attributes, options?: RequestOptions): Promise<Type> {
    return this.make(name, version, attributes).save(this.withDefaults(options));
  }

  /**
   * The type as SWF has it and `false`, or else the one registered by this call and `true`. Safe for several callers at once.
   *
   * SWF never changes a type: what is registered may differ from what was asked for.
   *
   * @throws `DeprecatedError` where it is registered but deprecated.
   */
  async getOrCreate(
    name: string,
    version: string,
    attributes?: Attributes,
    options?: RequestOptions,
  ): Promise<[type: Type, created: boolean]> {
    return getOrCreate<Type>(this.make(name, version, attributes), this.withDefaults(options));
  }

  explain(): RequestPlan<TypeFilter> {
    return planRequests(
      {
        domain: this.domain.name,
        operations: Object.freeze([this.operation]),
        appliedBySwf: Object.freeze({ ...this.filters, status: this.status }),
        appliedHere: Object.freeze({}),
        order: this.span.reversed ? 'name, descending' : 'name, ascending',
        countedBy: Object.freeze([]),
      },
      this.span,
    );
  }

  protected refine(filter: TypeFilter): TypeFilter {
    return refine(this.filters, filter, FIELDS);
  }

  protected query(maximumPageSize: number): TypeQuery {
    return {
      domain: this.domain.name,
      registrationStatus: this.status,
      name: this.filters.name,
      maximumPageSize,
      reverseOrder: this.span.reversed,
    };
  }

  private get status(): RegistrationStatus {
    return this.filters.status ?? 'REGISTERED';
  }
}
