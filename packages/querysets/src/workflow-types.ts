import { ListWorkflowTypesCommand } from '@aws-sdk/client-swf';
import { type DomainRef, WorkflowType, type WorkflowTypeOptions } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import { getOrCreate } from './get-or-create.js';
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
export class WorkflowTypeQuerySet extends TypeQuerySet<WorkflowType> {
  protected readonly operation = 'ListWorkflowTypes';

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
  async get(name: string, version: string, options?: RequestOptions): Promise<WorkflowType> {
    return new WorkflowType(this.domain, name, version).upstream(this.withDefaults(options));
  }

  /**
   * Registers a type.
   *
   * @throws `AlreadyExistsError` where that name and version are taken, also by a deprecated type.
   */
  async create(
    name: string,
    version: string,
    attributes?: WorkflowTypeOptions,
    options?: RequestOptions,
  ): Promise<WorkflowType> {
    return new WorkflowType(this.domain, name, version, attributes).save(this.withDefaults(options));
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
    attributes?: WorkflowTypeOptions,
    options?: RequestOptions,
  ): Promise<[type: WorkflowType, created: boolean]> {
    return getOrCreate<WorkflowType>(
      new WorkflowType(this.domain, name, version, attributes),
      this.withDefaults(options),
    );
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
