import { ListWorkflowTypesCommand } from '@aws-sdk/client-swf';
import { type DomainRef, WorkflowType, type WorkflowTypeOptions } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import type { ModelPage } from './model-page.js';
import { TypeQuerySet } from './registered-types.js';

/**
 * The workflow types of a domain, by name in code-unit order.
 *
 * A listing tells name, version, status, description and dates; the `default*` fields only come with `get()` and `detailed()`.
 *
 * @example
 * const types = new WorkflowTypeQuerySet(domain);
 * const [type, created] = await types.getOrCreate('order', '1.0', { defaultTaskList: 'orders' });
 * for await (const version of types.filter({ name: 'order' })) console.log(version.version, version.creationDate);
 */
export class WorkflowTypeQuerySet extends TypeQuerySet<WorkflowType, WorkflowTypeOptions> {
  protected readonly operation = 'ListWorkflowTypes';

  /** @param requestOptions - The client and signal of all requests, unless a call gives its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super(domain, requestOptions);
    Object.freeze(this);
  }

  protected make(name: string, version: string, attributes?: WorkflowTypeOptions): WorkflowType {
    return new WorkflowType(this.domain, name, version, attributes);
  }

  protected async *list(
    maximumPageSize: number,
    options: RequestOptions,
  ): AsyncGenerator<ModelPage<WorkflowType>, void, void> {
    const query = this.query(maximumPageSize);
    const context = { kind: 'Domain', name: this.domain.name };
    const answers = pages(
      (nextPageToken) => send(new ListWorkflowTypesCommand({ ...query, nextPageToken }), context, options),
      this.span.token,
    );
    for await (const { typeInfos = [], nextPageToken } of answers) {
      yield { items: typeInfos.map((info) => WorkflowType.fromInfo(this.domain, info)), nextPageToken };
    }
  }
}
