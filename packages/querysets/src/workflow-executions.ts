import {
  checkDomain,
  type DomainRef,
  type StartExecutionOptions,
  type TypeRef,
  WorkflowExecution,
  WorkflowType,
} from '@swf/models';
import type { RequestOptions } from '@swf/settings/request';
import { checkName, checkObject, checkWorkflowId, LIMITS } from '@swf/settings/wire';
import type { Count } from './count.js';
import { countExecutions } from './executions/count-executions.js';
import { type ExecutionFilter, refineExecutions, type WorkflowExecutionFilter } from './executions/execution-filter.js';
import { type ExecutionPlan, planExecutions } from './executions/execution-plan.js';
import { toQuery } from './executions/execution-query.js';
import { openOrStart } from './executions/open-or-start.js';
import { Position } from './executions/position.js';
import { readPlan } from './executions/read-plan.js';
import type { ModelPage } from './model-page.js';
import { QuerySet } from './query-set.js';
import { planRequests, type RequestPlan } from './request-plan.js';

/** What an execution is started with. */
export interface ExecutionAttributes extends Omit<StartExecutionOptions, 'workflowId' | keyof RequestOptions> {
  readonly workflowType: TypeRef;
}

/** What `get()` takes. */
export interface GetExecutionOptions extends RequestOptions {
  /** Which run. Default: the open one, or the last one where none is open. */
  readonly runId?: string | undefined;
}

/**
 * The executions of a domain, newest start first; those asked for by when they closed, newest close first.
 *
 * Open and closed executions together are merged from SWF's two listings. SWF's listings lag behind a little, and know closed executions
 * until the domain's retention period ends.
 *
 * @example
 * const executions = new WorkflowExecutionQuerySet(domain);
 * const failed = executions.filter({ closeStatus: 'FAILED', tag: 'eu', closedAfter: yesterday }).limit(50);
 * console.log(failed.explain(), await failed.count());
 * for await (const { workflowId, closeTimestamp } of failed) console.log(workflowId, closeTimestamp);
 */
export class WorkflowExecutionQuerySet extends QuerySet<WorkflowExecution, ExecutionFilter> {
  /** The domain whose executions these are. */
  readonly domain: DomainRef;

  /** @param requestOptions - The client and signal of all requests, unless a call gives its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super({}, requestOptions);
    this.domain = checkDomain(domain);
    Object.freeze(this);
  }

  /**
   * The execution with all that SWF knows of it.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  async get(workflowId: string, options: GetExecutionOptions = {}): Promise<WorkflowExecution> {
    const { runId } = checkObject('options', options);
    return new WorkflowExecution(this.domain, workflowId, { runId }).upstream(this.withDefaults(options));
  }

  /**
   * Starts an execution.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` where one of that workflow id is open.
   */
  async create(
    workflowId: string,
    attributes: ExecutionAttributes,
    options?: RequestOptions,
  ): Promise<WorkflowExecution> {
    const { workflowType, ...given } = checkObject('attributes', attributes);
    const { name, version } = checkObject('attributes.workflowType', workflowType);
    checkName('attributes.workflowType.name', name);
    checkName('attributes.workflowType.version', version, { max: LIMITS.version });
    const type = new WorkflowType(this.domain, name, version);
    return type.startExecution({
      ...given,
      ...this.withDefaults(options),
      workflowId: checkWorkflowId('workflowId', workflowId),
    });
  }

  /**
   * The open execution of that workflow id and `false`, or else the one started by this call and `true`. Safe for several callers at once.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` where one is open that SWF does not list yet.
   */
  async getOrCreate(
    workflowId: string,
    attributes: ExecutionAttributes,
    options?: RequestOptions,
  ): Promise<[execution: WorkflowExecution, created: boolean]> {
    const open = new WorkflowExecutionQuerySet(this.domain, this.withDefaults(options)).filter({
      status: 'OPEN',
      workflowId,
    });
    return openOrStart({ open: () => open.first(), start: () => this.create(workflowId, attributes, options) });
  }

  override filter(filter: WorkflowExecutionFilter): this {
    return super.filter(filter);
  }

  explain(): RequestPlan<ExecutionFilter> {
    const { statuses, appliedBySwf, appliedHere, timestamp } = this.plan;
    const isCounted = Object.keys(appliedHere).length === 0 && this.span.token === undefined;
    return planRequests(
      {
        domain: this.domain.name,
        operations: Object.freeze(statuses.map((status) => `List${OPERATION[status]}`)),
        appliedBySwf,
        appliedHere,
        order: `${timestamp}, ${this.span.reversed ? 'oldest' : 'newest'} first`,
        countedBy: Object.freeze(isCounted ? statuses.map((status) => `Count${OPERATION[status]}`) : []),
      },
      this.span,
    );
  }

  /** Whether there is any result: closed executions are only asked for where there is no open one. */
  override async exists(options?: RequestOptions): Promise<boolean> {
    if (this.plan.statuses.length === 1 || this.span.token !== undefined) return super.exists(options);
    const [open, closed] = this.plan.statuses.map((status) => this.derive({ filters: { ...this.filters, status } }));
    return ((await open?.exists(options)) || (await closed?.exists(options))) ?? false;
  }

  /** How many results there are: by SWF's Count operations where it applies the whole filter, otherwise by reading the listing. */
  override async count(options?: RequestOptions): Promise<Count> {
    const { countedBy, limit = Number.POSITIVE_INFINITY } = this.explain();
    if (countedBy.length === 0 || limit === 0) return super.count(options);
    const { statuses, appliedBySwf, timestamp } = this.plan;
    const query = toQuery(this.domain.name, appliedBySwf, timestamp);
    const { count, truncated } = await countExecutions(statuses, query, this.withDefaults(options));
    return count < limit ? { count, truncated } : { count: limit, truncated: false };
  }

  protected refine(filter: ExecutionFilter): ExecutionFilter {
    return refineExecutions(this.filters, filter);
  }

  protected async *list(
    maximumPageSize: number,
    options: RequestOptions,
  ): AsyncGenerator<ModelPage<WorkflowExecution>, void, void> {
    const { reversed, token } = this.span;
    const pages = readPlan(this.plan, { domain: this.domain.name, maximumPageSize, reversed, token, options });
    for await (const { infos, nextPageToken } of pages) {
      yield { items: infos.map((info) => WorkflowExecution.fromInfo(this.domain, info)), nextPageToken };
    }
  }

  protected override checkToken(token: string): void {
    if (this.plan.statuses.length > 1) Position.fromToken(token);
    else super.checkToken(Position.refuseToken(token));
  }

  private get plan(): ExecutionPlan {
    return planExecutions(this.filters);
  }
}

const OPERATION = { OPEN: 'OpenWorkflowExecutions', CLOSED: 'ClosedWorkflowExecutions' } as const;
