import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkLength, checkOptions, LIMITS, type OptionNames } from '@swf/settings/wire';
import { encode } from '../definitions/payload.js';
import { UnsupportedVersionError } from '../errors/index.js';
import { uuidFrom } from '../extent/globals.js';
import { type CallScope, currentScope, readScope } from '../scopes/scope.js';
import { VERSION_MARKER_PREFIX } from '../turns/engine-names.js';
import { recordMarker } from './record-marker.js';

/** The time of this decision task. */
export function now(): Date {
  // A copy: a caller that changes it must not move the clock of the run.
  return new Date(readScope('now()').run.now);
}

/** A number from 0 to 1, the same in every replay. */
export function random(): number {
  return readScope('random()').run.random();
}

/** A UUID, the same in every replay. */
export function uuid(): string {
  const { run } = readScope('uuid()');
  return uuidFrom(() => run.random());
}

/** Records a marker: a note in the history, which the workflow does not read. */
export function marker(name: string, details?: unknown): void {
  const scope = currentScope('marker()');
  checkLength('name', name, { min: 1, max: LIMITS.markerName });
  if (name.startsWith('flow:'))
    throw new InvalidArgumentError(`name must not begin with "flow:", which is reserved, got "${name}"`);
  recordMarker(scope, name, encode('details', details, scope.run.settings.codec), `marker ${name}`);
}

/** Which versions of a change the code has. */
export interface VersionRange {
  /** The oldest that is still in the code. Default: 0, the code before the change. */
  readonly min?: number | undefined;
  readonly max: number;
}

const VERSION_RANGE: OptionNames<VersionRange> = { min: true, max: true };

/**
 * Returns the version of a change that a run has: the first live call returns `max` and records it;
 * a call that the run had passed before the change returns 0.
 *
 * @throws `UnsupportedVersionError` if the run has a version that the code no longer has; the task
 * is left to time out, even if the workflow catches it
 *
 * @example
 * if (version('audit', { max: 1 }) >= 1) await audit(order);
 */
export function version(change: string, range: VersionRange): number {
  const scope = currentScope('version()');
  const { run } = scope;
  const { min = 0, max } = checkOptions('options', range, VERSION_RANGE);
  checkLength('change', change, { min: 1, max: 200 });
  checkInteger('max', max, { min: checkInteger('min', min, { max: 1_000_000 }), max: 1_000_000 });
  const known = run.versions.get(change) ?? firstVersion(scope, change, max);
  if (known >= min && known <= max) return known;
  const error = new UnsupportedVersionError(run.identity.workflowId, change, known, { min, max });
  // The turn fails even if the workflow catches what is thrown here.
  run.guard.note(error);
  throw error;
}

/** Whether the run has a change: `version(change, { max: 1 })` is 1. */
export function patched(change: string): boolean {
  return version(change, { max: 1 }) === 1;
}

function firstVersion(scope: CallScope, change: string, max: number): number {
  const { run } = scope;
  const markerName = VERSION_MARKER_PREFIX + change;
  const isRecorded = run.recorded?.has(markerName);
  const known = isRecorded ? Number(run.recorded?.get(markerName)) : run.isReplaying ? 0 : max;
  if (isRecorded || !run.isReplaying) recordMarker(scope, markerName, String(known), `version ${change}`);
  run.versions.set(change, known);
  return known;
}
