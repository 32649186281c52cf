import { formatTerm, parseFilter, splitTerms, type Term } from '@swf/querysets/text';
import { messageOf } from '@swf/settings/errors';

/** A filter as its box shows it: terms, and text that is no term yet. */
export interface FilterText {
  readonly terms: readonly Term[];
  /** What is still typed. */
  readonly draft: string;
}

/** Returns the terms of a filter; text that cannot be read stays text. */
export function readFilterText(text: string): FilterText {
  try {
    return { terms: splitTerms(text), draft: '' };
  } catch {
    return { terms: [], draft: text.trim() };
  }
}

/** Returns terms as the text of a filter. */
export function filterText(terms: readonly Term[]): string {
  return terms.map(formatTerm).join(' ');
}

/** Returns what is wrong with a filter; undefined if nothing is. */
export function problemOfFilter(text: string): string | undefined {
  try {
    parseFilter(text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Whether a space ends the term that is typed: not inside a quote, nor before a value. */
export function isTermComplete(draft: string): boolean {
  const [, value] = /^[a-z-]+:(.+)$/s.exec(draft.trim()) ?? [];
  return value !== undefined && (!value.startsWith('"') || /^"(?:[^"\\]|\\.)*"$/.test(value));
}

/** Returns where the last term of a text begins: those before it are complete. */
export function lastTermAt(draft: string): number {
  return /^(?:\s*[a-z-]+:(?:"(?:[^"\\]|\\.)*"|[^\s"]+)(?=\s))*\s*/s.exec(draft)?.[0].length ?? 0;
}

/** Returns the filter with another value for a term, or without it. */
export function withTerm(text: string, name: string, value: string | undefined): string {
  const { terms } = readFilterText(text);
  const others = terms.filter((term) => term.name !== name);
  return filterText(value === undefined ? others : [...others, { name, value }]);
}

/** Whether two filters have the same terms, in any order. */
export function isSameFilter(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

/** Whether a filter leaves only closed executions. */
export function listsClosed(text: string): boolean {
  return readFilterText(text).terms.some(
    ({ name, value }) => name.startsWith('closed') || (name === 'status' && value === 'closed'),
  );
}

/** Returns how many terms a filter has on top of those of another; undefined if it lacks one. */
export function termsBeyond(text: string, preset: string): number | undefined {
  const own = new Set(readFilterText(text).terms.map(formatTerm));
  const wanted = readFilterText(preset).terms.map(formatTerm);
  return wanted.length > 0 && wanted.every((term) => own.has(term)) ? own.size - wanted.length : undefined;
}

function normalized(text: string): string {
  const { terms, draft } = readFilterText(text);
  return [...terms.map(formatTerm), draft].sort().join(' ');
}
