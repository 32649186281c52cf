import type { ExecutionFilter } from '@swf/querysets';
import { filterTerms, parseFilter } from '@swf/querysets/text';
import { usageError } from '../failures.js';

/** The options that are terms of a filter. */
export interface FilterOptions {
  readonly status?: string | undefined;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly closed?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly closedSince?: string | undefined;
  readonly closedUntil?: string | undefined;
}

/** Returns the filter of a saved query, of terms, and of the options that mean the same. */
export function executionFilter(
  terms: readonly string[],
  options: FilterOptions,
  now: Date,
  saved = '',
): ExecutionFilter {
  return parseFilter(`${saved} ${filterText(terms, options)}`, { now });
}

/** Returns a filter as text, shared with the console and with saved queries. */
export function filterText(terms: readonly string[], options: FilterOptions): string {
  const named: readonly (readonly [name: string, value: string | undefined])[] = [
    ['status', options.status],
    ['id', options.id],
    ['type', options.type],
    ...(options.tag ?? []).map((tag) => ['tag', tag] as const),
    ['closed', options.closed],
    ['since', options.since],
    ['until', options.until],
    ['closed-since', options.closedSince],
    ['closed-until', options.closedUntil],
  ];
  const given = named.flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${quoted(value)}`]));
  return [...terms.map(fromShell), ...given].join(' ');
}

/** A shell takes the quotes off: `"tag:a b"` is one argument, and one term. */
function fromShell(argument: string): string {
  if (!argument.includes(':')) {
    const term = `term ${JSON.stringify(argument)} must be NAME:VALUE, as in status:open`;
    throw usageError(term, `a workflow id is one, too: id:${argument}`);
  }
  const [, name, value = ''] = /^([a-z-]+):(.*)$/s.exec(argument) ?? [];
  return name === undefined || value.startsWith('"') ? argument : `${name}:${quoted(value)}`;
}

/** An empty value stays bare, which is refused: it is that of an unset variable, not an empty tag. */
function quoted(value: string): string {
  return /[\s"\\]/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
}

/**
 * Whether a command line selects executions by terms, as arguments or as options, or by something
 * else, instead of naming one.
 *
 * @throws `CommandError` if it does both.
 */
export function selectsByTerms(args: readonly string[], options: FilterOptions, isSelection = false): boolean {
  const { status, id, type, tag, closed, since, until, closedSince, closedUntil } = options;
  const named = [status, id, type, tag, closed, since, until, closedSince, closedUntil];
  const selects = isSelection || named.some((value) => value !== undefined) || (args.length > 0 && args.every(isTerm));
  if (selects && !args.every(isTerm)) {
    throw usageError('an id and terms exclude each other', 'give one workflow id, or only terms such as status:open');
  }
  return selects;
}

/** Whether an argument is a term, and not a workflow id. */
export function isTerm(argument: string): boolean {
  const colon = argument.indexOf(':');
  return colon > 0 && filterTerms.includes(argument.slice(0, colon));
}
