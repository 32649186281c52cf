import type { CloseStatus } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength, checkName, checkObject, checkWorkflowId, LIMITS, show } from '@swf/settings/wire';
import { exactly, type FilterField, type FilterFields, oneOf, refine } from '../filter.js';

/** What executions can be filtered by, open or not. */
export interface ExecutionFilter {
  /** `OPEN` or `CLOSED`. Default: both, or `CLOSED` where the filter asks for something that only closed executions have. */
  readonly status?: 'OPEN' | 'CLOSED' | undefined;
  /** The workflow id, letter for letter. */
  readonly workflowId?: string | undefined;
  /** The workflow type; without a version, all versions of that name. */
  readonly type?: { readonly name: string; readonly version?: string | undefined } | undefined;
  /** A tag that the execution has, letter for letter; of several tags it has all. */
  readonly tag?: string | readonly string[] | undefined;
  /** How it ended. */
  readonly closeStatus?: CloseStatus | undefined;
  /** Started then or later. */
  readonly startedAfter?: Date | undefined;
  /** Started earlier than then. */
  readonly startedBefore?: Date | undefined;
  /** Closed then or later. */
  readonly closedAfter?: Date | undefined;
  /** Closed earlier than then. */
  readonly closedBefore?: Date | undefined;
}

const ONLY_CLOSED_HAVE = ['closeStatus', 'closedAfter', 'closedBefore'] as const;

/** A filter that open executions can pass: it asks for nothing that they have not got. */
export interface OpenExecutionFilter extends ExecutionFilter {
  readonly status: 'OPEN';
  readonly closeStatus?: undefined;
  readonly closedAfter?: undefined;
  readonly closedBefore?: undefined;
}

/** A filter that closed executions can pass. */
export interface ClosedExecutionFilter extends ExecutionFilter {
  readonly status?: 'CLOSED' | undefined;
}

/**
 * What a `WorkflowExecutionQuerySet` can be filtered by: any combination that an execution can meet.
 *
 * Windows include their beginning and not their end, so that adjoining ones share no execution; each bound may stand alone.
 */
export type WorkflowExecutionFilter = OpenExecutionFilter | ClosedExecutionFilter;

type TypeDemand = NonNullable<ExecutionFilter['type']>;

const type: FilterField<TypeDemand> = {
  check(name, value) {
    const { name: typeName, version } = checkObject(name, value);
    const named = { name: checkName(`${name}.name`, typeName) };
    // SWF takes an empty version for any version.
    if (version === undefined || version === '') return Object.freeze(named);
    return Object.freeze({ ...named, version: checkName(`${name}.version`, version, { max: LIMITS.version }) });
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
      `${name} must be 1 to ${LIMITS.tagsPerExecution} tags, as many as an execution can have, not ${new Set(tags).size}`,
    );
  }
  return others.length === 0 ? first : Object.freeze([first, ...others]);
}

function date(combine: (first: number, second: number) => number): FilterField<Date> {
  return {
    check(name, value) {
      if (value instanceof Date && !Number.isNaN(value.getTime())) return new Date(value);
      throw new InvalidArgumentError(`${name} must be a valid Date, not ${show(value)}`);
    },
    combine: (first, second) => new Date(combine(first.getTime(), second.getTime())),
  };
}

const FIELDS: FilterFields<ExecutionFilter> = {
  status: oneOf('OPEN', 'CLOSED'),
  workflowId: exactly(checkWorkflowId),
  type,
  tag,
  closeStatus: oneOf('COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED_AS_NEW', 'TIMED_OUT'),
  startedAfter: date(Math.max),
  startedBefore: date(Math.min),
  closedAfter: date(Math.max),
  closedBefore: date(Math.min),
};

/** The filter that asks for both. Throws `InvalidArgumentError` where SWF could not take it, or no execution could pass it. */
export function refineExecutions(known: ExecutionFilter, more: ExecutionFilter): ExecutionFilter {
  const filter = refine(known, more, FIELDS);
  for (const field of ONLY_CLOSED_HAVE) {
    if (filter.status === 'OPEN' && filter[field] !== undefined) {
      throw new InvalidArgumentError(`filter.${field} cannot go with filter.status "OPEN": an open execution has none`);
    }
  }
  const { startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  checkOrder('startedAfter', startedAfter, 'startedBefore', startedBefore);
  checkOrder('closedAfter', closedAfter, 'closedBefore', closedBefore);
  checkOrder('startedAfter', startedAfter, 'closedBefore', closedBefore);
  return filter;
}

/** Whether the filter asks for something that open executions have not got. */
export function passesOnlyClosed(filter: ExecutionFilter): boolean {
  return ONLY_CLOSED_HAVE.some((field) => filter[field] !== undefined);
}

function checkOrder(from: string, start: Date | undefined, to: string, end: Date | undefined): void {
  if (!start || !end || start < end) return;
  throw new InvalidArgumentError(
    `filter.${from} must be before filter.${to}, not ${start.toISOString()} and ${end.toISOString()}: nothing would be found`,
  );
}
