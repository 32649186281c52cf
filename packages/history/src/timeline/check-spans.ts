import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkObject, checkOneOf, show } from '@swf/settings/wire';
import { type EntityType, lifecycles } from '../lifecycles/lifecycles.js';
import type { Span } from './timeline.js';

/**
 * Returns the spans, if they can be drawn.
 *
 * @throws `InvalidArgumentError` naming the first member that is not as it must be.
 */
export function checkSpans(spans: readonly Span[]): readonly Span[] {
  if (!Array.isArray(spans)) {
    throw new InvalidArgumentError(`spans must be an array such as timeline(history) returns, got ${show(spans)}`);
  }
  for (const [index, span] of spans.entries()) checkSpan(`spans[${index}]`, span);
  return spans;
}

function checkSpan(field: string, span: Span): void {
  const { label, entity, start, startedAt, end, state, attempt } = checkObject(field, span);
  checkText(`${field}.label`, label);
  checkOneOf(`${field}.entity`, entity, Object.keys(lifecycles) as EntityType[]);
  checkDate(`${field}.start`, start);
  if (startedAt !== undefined) checkDate(`${field}.startedAt`, startedAt);
  if (end !== undefined) checkDate(`${field}.end`, end);
  checkText(`${field}.state`, state);
  checkInteger(`${field}.attempt`, attempt, { min: 1, max: Number.MAX_SAFE_INTEGER });
}

function checkText(field: string, value: string): void {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${field} must be a string, got ${show(value)}`);
}

function checkDate(field: string, value: Date): void {
  // A test runner may have another `Date` than this module.
  const isDate = Object.prototype.toString.call(value) === '[object Date]';
  if (isDate && !Number.isNaN(value.getTime())) return;
  throw new InvalidArgumentError(`${field} must be a valid Date, got ${show(value)}`);
}
