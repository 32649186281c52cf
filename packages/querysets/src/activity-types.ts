import { ListActivityTypesCommand } from '@aws-sdk/client-swf';
import { ActivityType, type ActivityTypeOptions, type DomainRef } from '@swf/models';
import { type RequestOptions, send } from '@swf/settings/request';
import { type TypePage, type TypeQuery, TypeQuerySet } from './registered-types.js';

/**
 * The activity types of a domain, by name in code-unit order.
 *
 * A listing has name, version, status, description and dates; the `default*` fields come with
 * `get()` and `detailed()`.
 *
 * @example
 * const types = new ActivityTypeQuerySet(domain);
 * const [type, created] = await types.getOrCreate('charge-card', '1.0', { defaultTaskList: 'payments' });
 * for await (const { version, creationDate } of types.filter({ name: 'charge-card' })) {
 *   console.log(version, creationDate);
 * }
 */
export class ActivityTypeQuerySet extends TypeQuerySet<ActivityType, ActivityTypeOptions> {
  protected readonly operation = 'ListActivityTypes';

  /** @param requestOptions - The client and signal of all requests, unless a call has its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super(domain, requestOptions);
    if (new.target === ActivityTypeQuerySet) Object.freeze(this);
  }

  protected make(name: string, version: string, attributes?: ActivityTypeOptions): ActivityType {
    return new ActivityType(this.domain, name, version, attributes);
  }

  protected async fetch(query: TypeQuery, options: RequestOptions): Promise<TypePage<ActivityType>> {
    const context = { kind: 'Domain', name: this.domain.name };
    const { typeInfos = [], nextPageToken } = await send(new ListActivityTypesCommand(query), context, options);
    return { types: typeInfos.map((info) => ActivityType.fromInfo(this.domain, info)), nextPageToken };
  }
}
