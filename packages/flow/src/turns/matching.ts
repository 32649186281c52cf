import type { AnyEvent } from '@swf/history';
import { DecisionFailedError, NonDeterminismError } from '../errors/index.js';
import { type Command, type CommandKind, madeBy } from './command.js';
import { differencesOf } from './differences.js';
import { changeOf, HELD_MARKER, isEngineEvent, isRefusedValue } from './engine-names.js';
import type { Outbox } from './outbox.js';
import { type Run, subjectOf } from './run.js';
import type { Turn } from './turns.js';
import { waitingOf } from './waiting.js';

/**
 * Matches what the decisions of a turn became with what the code called for: only kind, id and type
 * name must be equal. The order within a turn does not matter.
 *
 * @throws `NonDeterminismError` if an event has no call, or a call no event
 */
export function match(run: Run, { made = [], startedEventId }: Turn): void {
  const { outbox, turn } = run;
  const refused = made.find(isRefusedValue);
  if (refused !== undefined) {
    const { markerName = '', cause = '' } = refused.attributes;
    const isClosed = made.some(({ name }) => name.startsWith('WorkflowExecution'));
    if (!isClosed) run.abandon(new DecisionFailedError(`marker ${markerName}`, cause, refused.id));
    return;
  }
  for (const event of made) {
    const expected = madeBy(event);
    if (expected === undefined) continue;
    const command = outbox.take(expected);
    if (command === undefined && isEngineEvent(event)) {
      keepVersion(run, event);
      continue;
    }
    if (command === undefined || command.typeName !== expected.typeName) {
      const called = command ?? nearest(outbox, expected.kind);
      const got = called ?? waitingOf(run).at(-1);
      const isWaiting = called === undefined;
      throw new NonDeterminismError(subjectOf(run), { event, expected, got, isWaiting, startedEventId, turn });
    }
    if ((run.settings.checkInputs ?? 'off') !== 'off') compare(run, command, event, startedEventId);
    command.matched(event);
  }
  const held = heldBy(made);
  if (held !== undefined) checkLeft(run, held, startedEventId);
}

/** Keeps the version of a change that nothing in the turn asked for: a later turn may. */
function keepVersion(run: Run, event: AnyEvent): void {
  if (!event.is('MarkerRecorded')) return;
  const { markerName = '', details } = event.attributes;
  const change = changeOf(markerName);
  if (change !== undefined) run.versions.set(change, Number(details));
}

/** Compares what kind, id and type name do not say: it differs after many a harmless change. */
function compare(run: Run, command: Command, event: AnyEvent, startedEventId: number): void {
  const differences = differencesOf(command, event);
  const [first] = differences;
  if (first !== undefined && run.settings.checkInputs === 'error') {
    const mismatch = { event, expected: madeBy(event), got: command, difference: first.field, startedEventId };
    throw new NonDeterminismError(subjectOf(run), { ...mismatch, turn: run.turn });
  }
  run.differences.push(...differences);
}

/**
 * What was called for and is not in the history must have been held back, as many of each kind as
 * the answer said.
 */
function checkLeft(run: Run, held: Readonly<Record<string, number>>, startedEventId: number): void {
  const left: Record<string, number> = {};
  for (const command of run.outbox) {
    const count = (left[command.kind] ?? 0) + 1;
    left[command.kind] = count;
    if (count <= (held[command.kind] ?? 0)) continue;
    throw new NonDeterminismError(subjectOf(run), { got: command, startedEventId, turn: run.turn });
  }
}

function heldBy(made: readonly AnyEvent[]): Readonly<Record<string, number>> | undefined {
  for (const event of made) {
    // Without the marker nothing says how many were held.
    if (event.is('RecordMarkerFailed') && event.attributes.markerName === HELD_MARKER) return undefined;
    if (!event.is('MarkerRecorded') || event.attributes.markerName !== HELD_MARKER) continue;
    return JSON.parse(event.attributes.details ?? '{}');
  }
  return {};
}

/** What the code called for in its place: a command of the same kind, or else any. */
function nearest(outbox: Outbox, kind: CommandKind): Command | undefined {
  let any: Command | undefined;
  for (const command of outbox) {
    if (command.kind === kind) return command;
    any ??= command;
  }
  return any;
}
