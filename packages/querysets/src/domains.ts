import { ListDomainsCommand, type RegistrationStatus } from '@aws-sdk/client-swf';
import { Domain, type DomainOptions, type SaveDomainOptions } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import { type FilterFields, refine } from './filter.js';
import { getOrCreate } from './get-or-create.js';
import { type ModelPage, QuerySet } from './query-set.js';
import { checkStatusToken, listStatuses, STATUS_FIELD, type StatusFilter } from './registration-status.js';
import { planRequests, type RequestPlan } from './request-plan.js';

/** The fields by which domains are filtered. */
export interface DomainFilter {
  /** One status, or both in an array. Default: `REGISTERED`. */
  readonly status?: StatusFilter | undefined;
}

const FIELDS: FilterFields<DomainFilter> = { status: STATUS_FIELD };

/**
 * The domains of the account and region, by name in code-unit order.
 *
 * A listing has name, status, description and ARN; the retention period comes with `get()` and
 * `detailed()`.
 *
 * @example
 * const domains = new DomainQuerySet();
 * const [orders, created] = await domains.getOrCreate('orders', { retentionPeriodInDays: 30 });
 * for await (const domain of domains.filter({ status: 'DEPRECATED' })) console.log(domain.name);
 */
export class DomainQuerySet extends QuerySet<Domain, DomainFilter> {
  /** @param requestOptions - The client and signal of all requests, unless a call has its own. */
  constructor(requestOptions: RequestOptions = {}) {
    super({}, requestOptions);
    if (new.target === DomainQuerySet) Object.freeze(this);
  }

  /**
   * Fetches a domain, registered or deprecated.
   *
   * @throws `DoesNotExistError` if SWF does not know it.
   */
  async get(name: string, options?: RequestOptions): Promise<Domain> {
    return new Domain(name).upstream(this.withDefaults(options));
  }

  /**
   * Registers a domain; `retentionPeriodInDays` is needed.
   *
   * @throws `AlreadyExistsError` if the name is taken, even by a deprecated domain.
   */
  async create(name: string, attributes?: DomainOptions, options: SaveDomainOptions = {}): Promise<Domain> {
    const { tags, ...request } = options;
    return new Domain(name, attributes).save({ ...this.withDefaults(request), tags });
  }

  /**
   * Resolves to the domain as SWF has it and `false`, or to the one that this call registered and
   * `true`. Race-safe.
   *
   * @throws `DeprecatedError` if it is deprecated.
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
        operations: Object.freeze(this.statuses.map(() => 'ListDomains')),
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

  protected list(maximumPageSize: number, options: RequestOptions): AsyncIterable<ModelPage<Domain>> {
    const list = (status: RegistrationStatus, token: string | undefined) =>
      listDomains(status, { maximumPageSize, reverseOrder: this.span.reversed, token }, options);
    return listStatuses(this.statuses, list, { ...this.span, maximumPageSize });
  }

  protected override checkToken(token: string): void {
    checkStatusToken(this.statuses, token);
    if (this.statuses.length === 1) super.checkToken(token);
  }

  private get status(): StatusFilter {
    return this.filters.status ?? 'REGISTERED';
  }

  private get statuses(): readonly RegistrationStatus[] {
    return [this.status].flat();
  }
}

async function* listDomains(
  status: RegistrationStatus,
  {
    token,
    ...query
  }: { readonly maximumPageSize: number; readonly reverseOrder: boolean; readonly token: string | undefined },
  options: RequestOptions,
): AsyncGenerator<ModelPage<Domain>, void, void> {
  const context = { kind: 'Domains', name: status };
  const command = (nextPageToken: string | undefined) =>
    new ListDomainsCommand({ ...query, registrationStatus: status, nextPageToken });
  for await (const answer of pages((nextPageToken) => send(command(nextPageToken), context, options), token)) {
    const { domainInfos = [], nextPageToken } = answer;
    // Filters again, in case the service ignores the filter.
    const items = domainInfos.filter((info) => info.status === status).map((info) => Domain.fromInfo(info));
    yield { items, nextPageToken };
  }
}
