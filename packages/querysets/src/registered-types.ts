import type { RegistrationStatus } from '@aws-sdk/client-swf';
import type { DomainRef } from '@swf/models';
import { type Page, pages, type RequestOptions } from '@swf/settings/request';
import { DOMAIN_REF, NAME } from '@swf/settings/wire';
import { exactly, type FilterFields, refine } from './filter.js';
import { getOrCreate, type Registrable } from './get-or-create.js';
import { type ModelPage, QuerySet } from './query-set.js';
import { checkStatusToken, listStatuses, STATUS_FIELD, type StatusFilter } from './registration-status.js';
import { planRequests, type RequestPlan } from './request-plan.js';

/** The fields by which activity types and workflow types are filtered. */
export interface TypeFilter {
  /** One status, or both in an array. Default: `REGISTERED`. */
  readonly status?: StatusFilter | undefined;
  /** The exact name; matches all its versions. */
  readonly name?: string | undefined;
}

/** The arguments of a List operation of types. */
export interface TypeQuery {
  readonly domain: string;
  readonly registrationStatus: RegistrationStatus;
  readonly name: string | undefined;
  readonly maximumPageSize: number;
  readonly reverseOrder: boolean;
  readonly nextPageToken: string | undefined;
}

/** A page of a List operation of types. */
export interface TypePage<Type> extends Page {
  readonly types: readonly Type[];
}

const FIELDS: FilterFields<TypeFilter> = { status: STATUS_FIELD, name: exactly(NAME.check) };

/**
 * The base of the listings of activity types and workflow types. SWF applies their whole filter.
 */
export abstract class TypeQuerySet<Type extends Registrable<Type>, Attributes> extends QuerySet<Type, TypeFilter> {
  /** The domain of the types. */
  readonly domain: DomainRef;
  protected abstract readonly operation: string;

  protected constructor(domain: DomainRef, requestOptions: RequestOptions) {
    super({}, requestOptions);
    this.domain = DOMAIN_REF.check('domain', domain);
  }

  /** Makes a type of this domain with these attributes. */
  protected abstract make(name: string, version: string, attributes?: Attributes): Type;

  /** Sends one request of the List operation. */
  protected abstract fetch(query: TypeQuery, options: RequestOptions): Promise<TypePage<Type>>;

  /**
   * Fetches a type, registered or deprecated.
   *
   * @throws `DoesNotExistError` if SWF does not know it.
   */
  async get(name: string, version: string, options?: RequestOptions): Promise<Type> {
    return this.make(name, version).upstream(this.withDefaults(options));
  }

  /**
   * Registers a type.
   *
   * @throws `AlreadyExistsError` if that name and version are taken, even by a deprecated type.
   */
  async create(name: string, version: string, attributes?: Attributes, options?: RequestOptions): Promise<Type> {
    return this.make(name, version, attributes).save(this.withDefaults(options));
  }

  /**
   * Resolves to the type as SWF has it and `false`, or to the one that this call registered and
   * `true`. Race-safe.
   *
   * SWF never changes a type: the registered one may differ from the attributes given here.
   *
   * @throws `DeprecatedError` if it is deprecated.
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
        operations: Object.freeze(this.statuses.map(() => this.operation)),
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

  protected list(maximumPageSize: number, options: RequestOptions): AsyncIterable<ModelPage<Type>> {
    const list = (status: RegistrationStatus, token: string | undefined) =>
      this.listStatus(status, maximumPageSize, token, options);
    return listStatuses(this.statuses, list, { ...this.span, maximumPageSize });
  }

  protected override checkToken(token: string): void {
    checkStatusToken(this.statuses, token);
    if (this.statuses.length === 1) super.checkToken(token);
  }

  private async *listStatus(
    registrationStatus: RegistrationStatus,
    maximumPageSize: number,
    token: string | undefined,
    options: RequestOptions,
  ): AsyncGenerator<ModelPage<Type>, void, void> {
    const { name } = this.filters;
    const query = {
      domain: this.domain.name,
      registrationStatus,
      name,
      maximumPageSize,
      reverseOrder: this.span.reversed,
    };
    const answers = pages((nextPageToken) => this.fetch({ ...query, nextPageToken }, options), token);
    for await (const { types, nextPageToken } of answers) {
      // Filters again, in case the service ignores the filter.
      const items = types.filter((type) => type.status === registrationStatus && type.name === (name ?? type.name));
      yield { items, nextPageToken };
    }
  }

  private get status(): StatusFilter {
    return this.filters.status ?? 'REGISTERED';
  }

  private get statuses(): readonly RegistrationStatus[] {
    return [this.status].flat();
  }
}
