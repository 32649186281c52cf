import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';

/** A term of a filter: a name, a colon and a value. */
export interface Term {
  readonly name: string;
  readonly value: string;
}

// A value is bare, or quoted with `\"` and `\\` as escapes; an empty one must be quoted.
const TERM = /\s*([a-z-]+):(?:"((?:[^"\\]|\\["\\])*)"|([^\s"]*))(?=\s|$)/y;

/**
 * Splits a filter into its terms.
 *
 * @throws `InvalidArgumentError` with the part that is not a term, or has no value.
 */
export function splitTerms(text: string): readonly Term[] {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (text.slice(TERM.lastIndex).trim() !== '') {
    const start = TERM.lastIndex;
    const [match, name, quoted, bare] = TERM.exec(text) ?? [];
    if (match === undefined || name === undefined) throw notATerm(text.slice(start).trim());
    if (quoted === undefined && !bare) throw withoutValue(name);
    terms.push({ name, value: quoted?.replaceAll(/\\(["\\])/g, '$1') ?? bare ?? '' });
  }
  return terms;
}

/** Returns a term as text, quoted if it must be. */
export function formatTerm({ name, value }: Term): string {
  const isBare = /^[^\s"]+$/.test(value);
  return `${name}:${isBare ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`}`;
}

/** Returns the error of a term whose value is missing. */
export function withoutValue(name: string): InvalidArgumentError {
  return new InvalidArgumentError(`term "${name}" must have a value`);
}

function notATerm(rest: string): InvalidArgumentError {
  const word = rest.replace(/\s.*$/s, '');
  const isUnclosed = /^[a-z-]+:"/.test(rest);
  const problem = isUnclosed
    ? 'has a quote that is not closed or not the end of its value'
    : 'must be NAME:VALUE, as in status:open';
  return new InvalidArgumentError(`term ${preview(word)} ${problem}`);
}
