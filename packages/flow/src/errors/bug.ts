import { asError } from '@swf/settings/errors';

const BUGS = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'AssertionError']);

/**
 * Whether an error looks like a bug of the code, which a deploy can mend, or stands for several of
 * which one does: an `AggregateError`, a `SagaError`.
 */
export function isBug(error: unknown): boolean {
  const known = asError(error);
  if (known === undefined) return false;
  const { errors, failures, cause } = known as { readonly errors?: unknown; readonly failures?: unknown } & Error;
  const others = Array.isArray(failures) ? [cause, ...failures] : errors;
  return BUGS.has(known.name) || (Array.isArray(others) && others.some(isBug));
}
