import {
  type Count,
  type DomainRef,
  type StartSettings,
  type TypeRef,
  WorkflowExecution,
  WorkflowType,
} from '@swf/models';
import { openOrStart, REQUEST_OPTIONS, type RequestOptions } from '@swf/settings/request';
import {
  checkObject,
  checkOptions,
  DOMAIN_REF,
  EXECUTION_SETTINGS,
  type OptionNames,
  TYPE_REF,
  WORKFLOW_ID,
} from '@swf/settings/wire';
import { countExecutions, isCountedBySwf } from './executions/count-executions.js';
import { type ExecutionFilter, refineExecutions, type WorkflowExecutionFilter } from './executions/execution-filter.js';
import { type ExecutionPlan, planExecutions, toQuery } from './executions/execution-plan.js';
import { Position } from './executions/position.js';
import { checkMergedToken, readPlan } from './executions/read-plan.js';
import { type ModelPage, QuerySet } from './query-set.js';
import { planRequests, type RequestPlan } from './request-plan.js';

/** The attributes of an execution to start; absent ones are the type's defaults. */
export interface ExecutionAttributes extends StartSettings {
  readonly workflowType: TypeRef;
}

const ATTRIBUTES: OptionNames<ExecutionAttributes> = { ...EXECUTION_SETTINGS, workflowType: true };

/** The options of `get()`. */
export interface GetExecutionOptions extends RequestOptions {
  /** The run. Default: the open run, or else the latest closed one. */
  readonly runId?: string | undefined;
}

const GET_OPTIONS: OptionNames<GetExecutionOptions> = { ...REQUEST_OPTIONS, runId: true };

/**
 * The executions of a domain, latest start first; filtered by close time, latest close first.
 *
 * Open and closed executions together are merged from SWF's two listings. Listings lag by some
 * seconds, and have closed executions until the domain's retention period ends.
 *
 * @example
 * const executions = new WorkflowExecutionQuerySet(domain);
 * const failed = executions.filter({ closeStatus: 'FAILED', tag: 'eu', closedAfter: yesterday }).limit(50);
 * console.log(failed.explain(), await failed.count());
 * for await (const { workflowId, closeTimestamp } of failed) console.log(workflowId, closeTimestamp);
 */
export class WorkflowExecutionQuerySet extends QuerySet<WorkflowExecution, ExecutionFilter> {
  /** The domain of the executions. */
  readonly domain: DomainRef;

  /** @param requestOptions - The client and signal of all requests, unless a call has its own. */
  constructor(domain: DomainRef, requestOptions: RequestOptions = {}) {
    super({}, requestOptions);
    this.domain = DOMAIN_REF.check('domain', domain);
    if (new.target === WorkflowExecutionQuerySet) Object.freeze(this);
  }

  /**
   * Fetches an execution with all its attributes.
   *
   * @throws `DoesNotExistError` if SWF does not know it.
   */
  async get(workflowId: string, options: GetExecutionOptions = {}): Promise<WorkflowExecution> {
    const { runId, ...request } = checkOptions('options', options, GET_OPTIONS);
    return new WorkflowExecution(this.domain, workflowId, { runId }).upstream(this.withDefaults(request));
  }

  /**
   * Starts an execution.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` if one of that workflow id is open.
   */
  async create(
    workflowId: string,
    attributes: ExecutionAttributes,
    options?: RequestOptions,
  ): Promise<WorkflowExecution> {
    const { workflowType, ...given } = checkOptions('attributes', checkObject('attributes', attributes), ATTRIBUTES);
    const { name, version } = TYPE_REF.check('attributes.workflowType', workflowType);
    const type = new WorkflowType(this.domain, name, version);
    return type.startExecution({
      ...given,
      ...this.withDefaults(options),
      workflowId: WORKFLOW_ID.check('workflowId', workflowId),
    });
  }

  /**
   * Resolves to the open execution of the workflow id and `false`, or to the one that this call
   * started and `true`. Race-safe.
   *
   * SWF's listings may lack a run that was just started, or have an earlier one that has closed: the
   * open run is waited for, with back-off, for about 6 s.
   *
   * @throws `WorkflowExecutionAlreadyStartedError` if one is open that SWF still does not list.
   */
  async getOrCreate(
    workflowId: string,
    attributes: ExecutionAttributes,
    options?: RequestOptions,
  ): Promise<[execution: WorkflowExecution, created: boolean]> {
    const request = this.withDefaults(options);
    const open = new WorkflowExecutionQuerySet(this.domain, request).filter({ status: 'OPEN', workflowId });
    return openOrStart({
      open: async () => (await open.first())?.upstream(request),
      start: () => this.create(workflowId, attributes, request),
      signal: request.signal,
    });
  }

  override filter<Status extends ExecutionFilter['status']>(filter: WorkflowExecutionFilter<Status>): this {
    return super.filter(filter);
  }

  explain(): RequestPlan<ExecutionFilter> {
    const { statuses, appliedBySwf, appliedHere, timestamp } = this.plan;
    const isCounted = isCountedBySwf(this.plan) && this.span.token === undefined;
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

  /** Checks whether there is a result; lists closed executions only if none is open. */
  override async exists(options?: RequestOptions): Promise<boolean> {
    if (this.plan.statuses.length === 1 || this.span.token !== undefined) return super.exists(options);
    const withStatus = (status: 'OPEN' | 'CLOSED') => this.derive({ filters: { ...this.filters, status } });
    return (await withStatus('OPEN').exists(options)) || withStatus('CLOSED').exists(options);
  }

  /**
   * Counts the results: by SWF's Count operations if SWF applies the whole filter, otherwise by
   * reading the listing.
   */
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
    if (this.plan.statuses.length > 1) checkMergedToken(this.plan, this.span.reversed, token);
    else super.checkToken(Position.refuseToken(token));
  }

  private get plan(): ExecutionPlan {
    return planExecutions(this.filters);
  }
}

const OPERATION = { OPEN: 'OpenWorkflowExecutions', CLOSED: 'ClosedWorkflowExecutions' } as const;
