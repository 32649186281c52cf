import { ListActivityTypesCommand } from '@aws-sdk/client-swf';
import { ActivityType, type ActivityTypeOptions, type DomainRef } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import { getOrCreate } from './get-or-create.js';
import type { ModelPage } from './model-page.js';
import { TypeQuerySet } from './registered-types.js';

/**
 * The activity types of a domain, by name in code-unit order.
 *
 * A listing tells name, version, status, description and dates; the `default*` fields only come with `get()` and `detailed()`.
 *
 * @example
 * const types = new ActivityTypeQuerySet(domain);
 * const [type, created] = await types.getOrCreate('charge-card', '1.0', { defaultTaskList: 'payments' });
 * for await (const version of types.filter({ name: 'charge-card' })) console.log(version.version, version.creationDate);
 */
export class ActivityTypeQuerySet extends TypeQuerySet<ActivityType> {
  protected readonly operation = 'ListActivityTypes';

  /** @param requestOptions - The client and signal of all requests, unless a call gives its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super(domain, requestOptions);
    Object.freeze(this);
  }

  /**
   * The type as SWF has it, deprecated ones too.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  async get(name: string, version: string, options?: RequestOptions): Promise<ActivityType> {
    return new ActivityType(this.domain, name, version).upstream(this.withDefaults(options));
  }

  /**
   * Registers a type.
   *
   * @throws `AlreadyExistsError` where that name and version are taken, also by a deprecated type.
   */
  async create(
    name: string,
    version: string,
    attributes?: ActivityTypeOptions,
    options?: RequestOptions,
  ): Promise<ActivityType> {
    return new ActivityType(this.domain, name, version, attributes).save(this.withDefaults(options));
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
    attributes?: ActivityTypeOptions,
    options?: RequestOptions,
  ): Promise<[type: ActivityType, created: boolean]> {
    return getOrCreate<ActivityType>(
      new ActivityType(this.domain, name, version, attributes),
      this.withDefaults(options),
    );
  }

  protected async *list(
    maximumPageSize: number,
    options: RequestOptions,
  ): AsyncGenerator<ModelPage<ActivityType>, void, void> {
    const query = this.query(maximumPageSize);
    const context = { kind: 'Domain', name: this.domain.name };
    const answers = pages(
      (nextPageToken) => send(new ListActivityTypesCommand({ ...query, nextPageToken }), context, options),
      this.span.token,
    );
    for await (const { typeInfos = [], nextPageToken } of answers) {
      yield { items: typeInfos.map((info) => ActivityType.fromInfo(this.domain, info)), nextPageToken };
    }
  }
}
