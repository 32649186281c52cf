import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { checkDomain, type DomainRef } from '@swf/models';
import type { RequestOptions } from '@swf/settings/request';
import { checkName } from '@swf/settings/wire';
import type { Described } from './detailed.js';
import { exactly, type FilterFields, oneOf, refine } from './filter.js';
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
export abstract class TypeQuerySet<Type extends Described<Type>> extends QuerySet<Type, TypeFilter> {
  /** The domain whose types these are. */
  readonly domain: DomainRef;
  protected abstract readonly operation: string;

  protected constructor(domain: DomainRef, requestOptions: RequestOptions) {
    super({}, requestOptions);
    this.domain = checkDomain(domain);
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
