import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { SwfError } from '@swf/settings/errors';
import fc from 'fast-check';

const NOT_EVENTS = ['constructor', 'build', 'advance', 'append', 'appendEffect', 'refuse', 'endDecision'];

type Method = (this: HistoryBuilder, ...args: readonly string[]) => unknown;

/** The builder's methods for events. They require an id or name, and perhaps a signal's name. */
const METHODS = methodsOf(HistoryBuilder.prototype);
const CLOSES = /^workflowExecution(Completed|Failed|Canceled|ContinuedAsNew|TimedOut|Terminated)$/;
const MOVES = METHODS.filter(({ name }) => !CLOSES.test(name));
const ENDS = METHODS.filter(({ name }) => CLOSES.test(name));
const TRIES = 12;

const step = fc.record({
  move: fc.nat({ max: MOVES.length - 1 }),
  id: fc.constantFrom('a', 'b', 'c'),
  seconds: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 90, 4000),
});

/**
 * Histories that SWF might write: random steps, each the first of a few in a row that is possible
 * just then.
 */
export const randomHistory: fc.Arbitrary<History> = fc
  .tuple(fc.array(step, { maxLength: 150, size: 'max' }), fc.option(fc.constantFrom(...ENDS), { freq: 3 }))
  .map(([steps, end]) => {
    const builder = new HistoryBuilder({ executionStartToCloseTimeout: 604_800 });
    for (const { move, id, seconds } of steps) {
      // Decisions directly follow the end of their decision task.
      if (seconds > 0) builder.advance({ seconds });
      const row = Array.from({ length: TRIES }, (_, turn) => MOVES[(move + turn) % MOVES.length] as Method);
      row.some((method) => isPossible(builder, method, id));
    }
    if (end !== null && !isPossible(builder, end, 'a') && isPossible(builder, () => builder.decisionTask(), 'a')) {
      isPossible(builder, end, 'a');
    }
    return builder.build();
  });

function isPossible(builder: HistoryBuilder, method: Method, id: string): boolean {
  try {
    method.call(builder, ...[id, 'hello'].slice(0, method.length));
    return true;
  } catch (error) {
    if (!SwfError.is(error)) throw error;
    return false;
  }
}

function methodsOf(prototype: object): readonly Method[] {
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' && !NOT_EVENTS.includes(name) ? [value as Method] : [],
  );
  const above: unknown = Object.getPrototypeOf(prototype);
  return above === Object.prototype || above === null ? own : [...own, ...methodsOf(above as object)];
}
