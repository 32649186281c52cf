import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength, LIMITS } from '@swf/settings/wire';
import { decode, encode, type PayloadCodec } from '../definitions/payload.js';
import { unguarded } from '../extent/guard.js';
import { currentScope } from '../scopes/scope.js';
import { THREW_MARKER_PREFIX, VALUE_MARKER_PREFIX } from '../turns/engine-names.js';
import { shorten } from '../turns/ids.js';
import type { Run } from '../turns/run.js';
import { describeFailure, revived } from './failure.js';
import { recordMarker } from './record-marker.js';

/**
 * Runs a synchronous function once and keeps its value in a marker: every replay returns that
 * value.
 *
 * The function sees the real clock and real randomness.
 *
 * @throws what the function throws, which is kept as well: a plain `Error` of the same name and
 * message. An error named `InvalidArgumentError` for a promise, or a value over 32,768 characters
 * of JSON
 *
 * @example
 * const port = sideEffect('port', () => 1024 + randomInt(60_000));
 */
export function sideEffect<Value>(name: string, fn: () => Value): Value {
  const scope = currentScope('sideEffect()');
  const { run, path } = scope;
  const id = run.ids.next(path, checkLength('name', name, { min: 1, max: 200 }));
  const { codec } = run.settings;
  const ending = knownEnding(run, id) ?? endingOf(id, () => run.reading(`sideEffect ${id}`, fn), codec);
  recordMarker(scope, ending.markerName, ending.details, `sideEffect ${id}`);
  return resultOf<Value>(ending, codec);
}

/** What a side effect returned or threw, as its marker keeps it. */
interface Ending {
  readonly markerName: string;
  readonly details: string | undefined;
}

function knownEnding({ recorded, settings }: Run, id: string): Ending | undefined {
  for (const prefix of [VALUE_MARKER_PREFIX, THREW_MARKER_PREFIX]) {
    const markerName = markerNameOf(prefix, id);
    const known = [recorded, settings.values].find((endings) => endings?.has(markerName));
    if (known) return { markerName, details: known.get(markerName) };
  }
  return undefined;
}

function endingOf(id: string, fn: () => unknown, codec: PayloadCodec | undefined): Ending {
  try {
    return { markerName: markerNameOf(VALUE_MARKER_PREFIX, id), details: encodedValue(fn, codec) };
  } catch (error) {
    // The workflow may catch it and go on: a replay must not run the function again.
    return { markerName: markerNameOf(THREW_MARKER_PREFIX, id), details: describeFailure(error, codec).details };
  }
}

function encodedValue(fn: () => unknown, codec: PayloadCodec | undefined): string | undefined {
  const value = unguarded(fn);
  if (typeof (value as { readonly then?: unknown } | undefined)?.then === 'function') {
    throw new InvalidArgumentError('sideEffect must return a value, got a promise; call an activity instead');
  }
  return encode('the value of sideEffect', value, codec);
}

/** Reads the marker even in the turn that writes it, so that a replay sees nothing else. */
function resultOf<Value>({ markerName, details }: Ending, codec: PayloadCodec | undefined): Value {
  const result = decode(details, codec);
  if (markerName.startsWith(THREW_MARKER_PREFIX)) throw revived(result);
  return result as Value;
}

function markerNameOf(prefix: string, id: string): string {
  return prefix + shorten(id, LIMITS.markerName - prefix.length);
}
