import type { CloseStatus } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview, unknownName } from '@swf/settings/wire';
import type { ExecutionFilter } from '../executions/execution-filter.js';
import { formatTerm, splitTerms, type Term, withoutValue } from './terms.js';
import { parseTime } from './time.js';

/** The options of `parseFilter()`. */
export interface ParseFilterOptions {
  /** The instant that ages such as `2h` count back from, and whose day is `today`. Default: now. */
  readonly now?: Date | undefined;
}

const PARSE_OPTIONS: OptionNames<ParseFilterOptions> = { now: true };

type Changes = { -readonly [Name in keyof ExecutionFilter]: ExecutionFilter[Name] };

const STATUSES = { open: 'OPEN', closed: 'CLOSED' } as const;

const CLOSE_STATUSES: Readonly<Record<string, CloseStatus>> = {
  completed: 'COMPLETED',
  failed: 'FAILED',
  canceled: 'CANCELED',
  terminated: 'TERMINATED',
  timed_out: 'TIMED_OUT',
  continued_as_new: 'CONTINUED_AS_NEW',
};

/** How the value of each term becomes a filter. */
const TERMS: Readonly<Record<string, (value: string, now: Date, before: ExecutionFilter) => Changes>> = {
  status: (value) => ({ status: oneOf('status', value, STATUSES) }),
  id: (value) => ({ workflowId: value }),
  type: (value) => ({ type: parseType(value) }),
  tag: (value, _now, { tag = [] }) => ({ tag: [tag, value].flat() }),
  closed: (value) => ({ closeStatus: oneOf('closed', value, CLOSE_STATUSES) }),
  since: (value, now) => ({ startedAfter: parseTime('since', value, now) }),
  until: (value, now) => ({ startedBefore: parseTime('until', value, now) }),
  'closed-since': (value, now) => ({ closedAfter: parseTime('closed-since', value, now) }),
  'closed-until': (value, now) => ({ closedBefore: parseTime('closed-until', value, now) }),
};

/** The names of the terms. */
export const filterTerms: readonly string[] = Object.freeze(Object.keys(TERMS));

/**
 * Returns the filter of a text, for `WorkflowExecutionQuerySet.filter()`.
 *
 * Terms have a name, a colon and a value, and all of them must match: `status:open|closed`,
 * `id:WORKFLOW-ID`, `type:NAME[@VERSION]`, `tag:TAG`, `closed:failed`, `since:TIME`, `until:TIME`,
 * `closed-since:TIME` and `closed-until:TIME`. `since` and `until` are about the start. A time is
 * what {@link parseTime} reads. A value with spaces is quoted, with `\"` and `\\` as escapes.
 *
 * @throws `InvalidArgumentError` naming the term.
 *
 * @example
 * const failed = executions.filter(parseFilter('closed:failed type:order@1.0 tag:"a b" since:2h'));
 */
export function parseFilter(text: string, options: ParseFilterOptions = {}): ExecutionFilter {
  const { now = new Date() } = checkOptions('options', options, PARSE_OPTIONS);
  let filter: ExecutionFilter = {};
  const seen = new Set<string>();
  for (const { name, value } of splitTerms(text)) {
    const parse = Object.hasOwn(TERMS, name) ? TERMS[name] : undefined;
    if (!parse) throw new InvalidArgumentError(unknownName('term', name, filterTerms));
    if (seen.has(name) && name !== 'tag') throw new InvalidArgumentError(`term "${name}" must be given only once`);
    // Executions may have an empty tag.
    if (value === '' && name !== 'tag') throw withoutValue(name);
    seen.add(name);
    filter = { ...filter, ...parse(value, now, filter) };
  }
  return filter;
}

/**
 * Returns a filter as text, which {@link parseFilter} reads; instants are ISO times.
 *
 * @throws `InvalidArgumentError` for a version with an `@`, which would be read as another type.
 *
 * @example
 * formatFilter({ status: 'OPEN', tag: ['eu', 'a b'] }); // status:open tag:eu tag:"a b"
 */
export function formatFilter(filter: ExecutionFilter): string {
  const { status, workflowId, type, tag = [], closeStatus } = filter;
  const { startedAfter, startedBefore, closedAfter, closedBefore } = filter;
  const values: readonly (readonly [name: string, value: string | undefined])[] = [
    ['status', status?.toLowerCase()],
    ['id', workflowId],
    ['type', type && formatType(type)],
    ...[tag].flat().map((each) => ['tag', each] as const),
    ['closed', closeStatus?.toLowerCase()],
    ['since', startedAfter?.toISOString()],
    ['until', startedBefore?.toISOString()],
    ['closed-since', closedAfter?.toISOString()],
    ['closed-until', closedBefore?.toISOString()],
  ];
  const terms: readonly Term[] = values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return terms.map(formatTerm).join(' ');
}

/** The last `@` separates; an empty version means any. */
function parseType(text: string): NonNullable<ExecutionFilter['type']> {
  const at = text.lastIndexOf('@');
  if (at < 0) return { name: text };
  const version = text.slice(at + 1);
  return { name: text.slice(0, at), ...(version !== '' && { version }) };
}

function formatType({ name, version = '' }: NonNullable<ExecutionFilter['type']>): string {
  if (version.includes('@')) {
    throw new InvalidArgumentError(`type.version must not contain "@" to be written as text, got ${preview(version)}`);
  }
  return version === '' && !name.includes('@') ? name : `${name}@${version}`;
}

function oneOf<Value>(name: string, text: string, values: Readonly<Record<string, Value>>): Value {
  const value = Object.hasOwn(values, text) ? values[text] : undefined;
  if (value !== undefined) return value;
  throw new InvalidArgumentError(`${name} must be one of ${Object.keys(values).join(', ')}, got ${preview(text)}`);
}
