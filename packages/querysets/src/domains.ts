import { ListDomainsCommand, type RegistrationStatus } from '@aws-sdk/client-swf';
import { Domain, type DomainOptions, type SaveDomainOptions } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import { type FilterFields, oneOf, refine } from './filter.js';
import { getOrCreate } from './get-or-create.js';
import type { ModelPage } from './model-page.js';
import { QuerySet } from './query-set.js';
import { planRequests, type RequestPlan } from './request-plan.js';

/** What domains can be filtered by. */
export interface DomainFilter {
  /** Default: `REGISTERED`; SWF lists either the registered or the deprecated ones. */
  readonly status?: RegistrationStatus | undefined;
}

const FIELDS: FilterFields<DomainFilter> = { status: oneOf('REGISTERED', 'DEPRECATED') };

/**
 * The domains of the account and region, by name in code-unit order.
 *
 * A listing tells name, status, description and ARN; the retention period only comes with `get()` and `detailed()`.
 *
 * @example
 * const domains = new DomainQuerySet();
 * const [orders, created] = await domains.getOrCreate('orders', { retentionPeriodInDays: 30 });
 * for await (const domain of domains.filter({ status: 'DEPRECATED' })) console.log(domain.name);
 */
export class DomainQuerySet extends QuerySet<Domain, DomainFilter> {
  /** @param requestOptions - The client and signal of all requests, unless a call gives its own. */
  constructor(requestOptions: RequestOptions = {}) {
    super({}, requestOptions);
    Object.freeze(this);
  }

  /**
   * The domain as SWF has it, deprecated ones too.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  async get(name: string, options?: RequestOptions): Promise<Domain> {
    return new Domain(name).upstream(this.withDefaults(options));
  }

  /**
   * Registers a domain; `retentionPeriodInDays` is needed.
   *
   * @throws `AlreadyExistsError` where the name is taken, also by a deprecated domain.
   */
  async create(name: string, attributes?: DomainOptions, options?: SaveDomainOptions): Promise<Domain> {
    return new Domain(name, attributes).save({ ...this.withDefaults(options), tags: options?.tags });
  }

  /**
   * The domain as SWF has it and `false`, or else the one registered by this call and `true`. Safe for several callers at once.
   *
   * @throws `DeprecatedError` where it is registered but deprecated.
   */
  async getOrCreate(
    name: string,
    attributes?: DomainOptions,
    options?: RequestOptions,
  ): Promise<[domain: Domain, created: boolean]> {
    return getOrCreate<Domain>(new Domain(name, attributes), this.withDefaults(options));
  }

  explain(): RequestPlan<DomainFilter> {
    return planRequests(
      {
        operations: Object.freeze(['ListDomains']),
        appliedBySwf: Object.freeze({ status: this.status }),
        appliedHere: Object.freeze({}),
        order: this.span.reversed ? 'name, descending' : 'name, ascending',
        countedBy: Object.freeze([]),
      },
      this.span,
    );
  }

  protected refine(filter: DomainFilter): DomainFilter {
    return refine(this.filters, filter, FIELDS);
  }

  protected async *list(
    maximumPageSize: number,
    options: RequestOptions,
  ): AsyncGenerator<ModelPage<Domain>, void, void> {
    const query = { registrationStatus: this.status, maximumPageSize, reverseOrder: this.span.reversed };
    const context = { kind: 'Domains', name: this.status };
    const answers = pages(
      (nextPageToken) => send(new ListDomainsCommand({ ...query, nextPageToken }), context, options),
      this.span.token,
    );
    for await (const { domainInfos = [], nextPageToken } of answers) {
      yield { items: domainInfos.map((info) => Domain.fromInfo(info)), nextPageToken };
    }
  }

  private get status(): RegistrationStatus {
    return this.filters.status ?? 'REGISTERED';
  }
}
