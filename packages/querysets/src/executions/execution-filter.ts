import type { CloseStatus } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength, checkObject, LIMITS, NAME, preview, VERSION, WORKFLOW_ID } from '@swf/settings/wire';
import { exactly, type FilterField, type FilterFields, oneOf, refine } from '../filter.js';

/** The fields by which executions are filtered. */
export interface ExecutionFilter {
  /**
   * `OPEN` or `CLOSED`. Default: both, or `CLOSED` if the filter has a field that only closed
   * executions have.
   */
  readonly status?: 'OPEN' | 'CLOSED' | undefined;
  /** The exact workflow id. */
  readonly workflowId?: string | undefined;
  /** The workflow type; without a version, all versions of that name. */
  readonly type?: { readonly name: string; readonly version?: string | undefined } | undefined;
  /** An exact tag of the execution; it has all of several tags. */
  readonly tag?: string | readonly string[] | undefined;
  /** How it closed. */
  readonly closeStatus?: CloseStatus | undefined;
  /** Started at this instant or later. */
  readonly startedAfter?: Date | undefined;
  /** Started before this instant. */
  readonly startedBefore?: Date | undefined;
  /** Closed at this instant or later. */
  readonly closedAfter?: Date | undefined;
  /** Closed before this instant. */
  readonly closedBefore?: Date | undefined;
}

const ONLY_CLOSED_HAVE = ['closeStatus', 'closedAfter', 'closedBefore'] as const;

/** The fields that an open execution cannot match. */
export interface OpenExecutionFilter {
  readonly closeStatus?: undefined;
  readonly closedAfter?: undefined;
  readonly closedBefore?: undefined;
}

/**
 * The filter of a `WorkflowExecutionQuerySet`: any combination that an execution can match.
 *
 * Windows include their start but not their end, so adjoining ones share no execution; either bound
 * may be omitted. A literal `status: 'OPEN'` with a field of closed executions does not compile;
 * one from a variable is checked when it runs.
 */
export type WorkflowExecutionFilter<Status = ExecutionFilter['status']> = ExecutionFilter & {
  readonly status?: Status;
} & ([Status] extends ['OPEN'] ? OpenExecutionFilter : unknown);

type TypeDemand = NonNullable<ExecutionFilter['type']>;

const type: FilterField<TypeDemand> = {
  check(name, value) {
    const { name: typeName, version } = checkObject(name, value);
    const named = { name: NAME.check(`${name}.name`, typeName) };
    // SWF takes an empty version as any version.
    if (version === undefined || version === '') return Object.freeze(named);
    return Object.freeze({ ...named, version: VERSION.check(`${name}.version`, version) });
  },
  combine(first, second) {
    if (first.name !== second.name) return undefined;
    if (first.version !== undefined && second.version !== undefined && first.version !== second.version)
      return undefined;
    return first.version === undefined ? second : first;
  },
};

const tag: FilterField<string | readonly string[]> = {
  check(name, value) {
    const tags = Array.isArray(value) ? value : [value];
    for (const each of tags) checkLength(name, each, { max: LIMITS.tag });
    return oneOrMore(name, tags);
  },
  combine: (first, second) => oneOrMore('filter.tag', [first, second].flat()),
};

function oneOrMore(name: string, tags: readonly string[]): string | readonly string[] {
  const [first, ...others] = new Set(tags);
  if (first === undefined || others.length >= LIMITS.tagsPerExecution) {
    throw new InvalidArgumentError(
      `${name} must be 1 to ${LIMITS.tagsPerExecution} tags, as many as an execution can have, got ${new Set(tags).size}`,
    );
  }
  return others.length === 0 ? first : Object.freeze([first, ...others]);
}

function date(combine: (first: number, second: number) => number): FilterField<Date> {
  return {
    check(name, value) {
      if (value instanceof Date && !Number.isNaN(value.getTime())) return new Date(value);
      throw new InvalidArgumentError(`${name} must be a valid Date, got ${preview(value)}`);
    },
    combine: (first, second) => new Date(combine(first.getTime(), second.getTime())),
  };
}

const FIELDS: FilterFields<ExecutionFilter> = {
  status: oneOf('OPEN', 'CLOSED'),
  workflowId: exactly(WORKFLOW_ID.check),
  type,
  tag,
  closeStatus: oneOf('COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED_AS_NEW', 'TIMED_OUT'),
  startedAfter: date(Math.max),
  startedBefore: date(Math.min),
  closedAfter: date(Math.max),
  closedBefore: date(Math.min),
};

/**
 * Combines two filters.
 *
 * @throws `InvalidArgumentError` if SWF would refuse the result, or no execution could match it.
 */
export function refineExecutions(known: ExecutionFilter, more: ExecutionFilter): ExecutionFilter {
  const filter = refine(known, more, FIELDS);
  for (const field of ONLY_CLOSED_HAVE) {
    if (filter.status === 'OPEN' && filter[field] !== undefined) {
      throw new InvalidArgumentError(`filter.${field} cannot go with filter.status "OPEN": open executions have none`);
    }
  }
  const { startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  checkOrder('startedAfter', startedAfter, 'startedBefore', startedBefore);
  checkOrder('closedAfter', closedAfter, 'closedBefore', closedBefore);
  checkOrder('startedAfter', startedAfter, 'closedBefore', closedBefore);
  return filter;
}

/** Checks whether the filter has a field that only closed executions have. */
export function matchesOnlyClosed(filter: ExecutionFilter): boolean {
  return ONLY_CLOSED_HAVE.some((field) => filter[field] !== undefined);
}

function checkOrder(from: string, start: Date | undefined, to: string, end: Date | undefined): void {
  if (!start || !end || start < end) return;
  throw new InvalidArgumentError(
    `filter.${from} must be before filter.${to}, got ${start.toISOString()} and ${end.toISOString()}: nothing would match`,
  );
}
