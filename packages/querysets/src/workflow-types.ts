import { ListWorkflowTypesCommand } from '@aws-sdk/client-swf';
import { type DomainRef, WorkflowType, type WorkflowTypeOptions } from '@swf/models';
import { type RequestOptions, send } from '@swf/settings/request';
import { type TypePage, type TypeQuery, TypeQuerySet } from './registered-types.js';

/**
 * The workflow types of a domain, by name in code-unit order.
 *
 * A listing has name, version, status, description and dates; the `default*` fields come with
 * `get()` and `detailed()`.
 *
 * @example
 * const types = new WorkflowTypeQuerySet(domain);
 * const [type, created] = await types.getOrCreate('order', '1.0', { defaultTaskList: 'orders' });
 * for await (const { version, creationDate } of types.filter({ name: 'order' })) {
 *   console.log(version, creationDate);
 * }
 */
export class WorkflowTypeQuerySet extends TypeQuerySet<WorkflowType, WorkflowTypeOptions> {
  protected readonly operation = 'ListWorkflowTypes';

  /** @param requestOptions - The client and signal of all requests, unless a call has its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super(domain, requestOptions);
    if (new.target === WorkflowTypeQuerySet) Object.freeze(this);
  }

  protected make(name: string, version: string, attributes?: WorkflowTypeOptions): WorkflowType {
    return new WorkflowType(this.domain, name, version, attributes);
  }

  protected async fetch(query: TypeQuery, options: RequestOptions): Promise<TypePage<WorkflowType>> {
    const context = { kind: 'Domain', name: this.domain.name };
    const { typeInfos = [], nextPageToken } = await send(new ListWorkflowTypesCommand(query), context, options);
    return { types: typeInfos.map((info) => WorkflowType.fromInfo(this.domain, info)), nextPageToken };
  }
}
