import type { AnyEvent } from '@swf/history';
import { NonDeterminismError } from '../errors/index.js';
import type { Command } from './command.js';
import { isSideEffect } from './engine-names.js';
import type { Execution } from './execution.js';
import { Outbox } from './outbox.js';
import { type Run, subjectOf } from './run.js';

/**
 * Replays a run from scratch, up to a turn that was just played, and compares what both call for.
 *
 * The second run is given the side effects of the first. What still differs comes from outside of
 * the function: state of its module, the environment, the machine.
 *
 * @throws `NonDeterminismError` if they differ
 */
export async function verify(first: Execution, events: Iterable<AnyEvent>): Promise<void> {
  const unchecked = { checkInputs: 'off' } as const;
  const second = first.again({ ...unchecked, values: valuesOf(first.run) });
  await second.advance(events);
  const difference = differenceOf(first.run, second.run);
  if (difference === undefined) return;
  const traced = first.again({ ...unchecked, values: valuesOf(first.run), isTraced: true });
  await traced.advance(events);
  throw new NonDeterminismError(subjectOf(first.run), {
    ...(differenceOf(first.run, traced.run) ?? difference),
    isVerified: true,
    startedEventId: first.playedStartedEventId,
    turn: first.run.turn,
  });
}

/** The values of this turn's side effects, which are not in the history yet. */
function valuesOf({ outbox }: Run): ReadonlyMap<string, string | undefined> {
  const values = new Map<string, string | undefined>();
  for (const command of outbox) {
    if (command.kind !== 'marker' || !isSideEffect(command.id)) continue;
    const { attributes } = command.decision();
    if ('details' in attributes) values.set(command.id, attributes.details);
  }
  return values;
}

interface Difference {
  readonly expected: Command | undefined;
  readonly got: Command | undefined;
}

/** The first command that only one of them calls for, or that they call for otherwise. */
function differenceOf(first: Run, second: Run): Difference | undefined {
  const left = new Outbox();
  for (const command of second.outbox) left.add(command);
  for (const expected of first.outbox) {
    const got = left.take(expected);
    if (got === undefined || pictureOf(got) !== pictureOf(expected)) {
      return { expected, got: got ?? left[Symbol.iterator]().next().value ?? undefined };
    }
  }
  for (const got of left) return { expected: undefined, got };
  return undefined;
}

/** The decision, without the stack of a failure. */
function pictureOf(command: Command): string {
  const { type, attributes } = command.decision();
  const { reason } = attributes as { readonly reason?: string };
  return JSON.stringify(type === 'FailWorkflowExecution' ? [type, reason] : [type, attributes]);
}
