import { ListActivityTypesCommand } from '@aws-sdk/client-swf';
import { ActivityType, type ActivityTypeOptions, type DomainRef } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
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
export class ActivityTypeQuerySet extends TypeQuerySet<ActivityType, ActivityTypeOptions> {
  protected readonly operation = 'ListActivityTypes';

  /** @param requestOptions - The client and signal of all requests, unless a call gives its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super(domain, requestOptions);
    Object.freeze(this);
  }

  protected make(name: string, version: string, attributes?: ActivityTypeOptions): ActivityType {
    return new ActivityType(this.domain, name, version, attributes);
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
