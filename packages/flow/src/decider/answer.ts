import { type Decision, MarkerDecision, TimerDecision } from '@swf/decisions';
import type { TraceContext } from '../telemetry/envelope.js';
import type { Command, CommandKind } from '../turns/command.js';
import { HELD_MARKER, HELD_TIMER_PREFIX, THROTTLED_TIMER_PREFIX } from '../turns/engine-names.js';
import type { Execution } from '../turns/execution.js';
import { publishedBy } from './published.js';

// SWF allows 1,000 of each open at once. Some are left for what the history does not show yet.
const QUOTA = 950;
const LIMITED: readonly CommandKind[] = ['activity', 'timer', 'child'];
// SWF takes 1 MB a request; the token, and the engine's own decisions, need some of it.
const ROOM_IN_BYTES = 1_000_000;

/** What a live turn is answered with. */
interface Answer {
  readonly decisions: readonly Decision[];
  /** What the run shows to readers from now on; undefined if they have seen it. */
  readonly executionContext: string | undefined;
  /** How many commands stay in the outbox. */
  readonly heldCount: number;
}

/**
 * The answer to a live turn. What SWF has no room for stays in the outbox: activities, timers and
 * children over the quota of open ones, and whatever does not fit into one request.
 *
 * Markers go first and always have room: a replay needs them in their own task. The engine's own
 * timer comes next: it has to wake the run, whatever SWF refuses of the rest. Then timers are
 * canceled, which makes room for others: no event tells that it is there.
 *
 * @param context what activities, children and the next run join
 */
export function answerOf(execution: Execution, context?: TraceContext): Answer {
  const { run, playedStartedEventId } = execution;
  const executionContext = publishedBy(execution);
  const decisions: Decision[] = [];
  const held: Record<string, number> = {};
  let heldCount = 0;
  const free = new Map(LIMITED.map((kind) => [kind, QUOTA - run.countOpen(kind)]));
  let bytes = bytesOf(executionContext);
  let isFull = false;
  for (const command of [...run.outbox].sort((one, other) => placeOf(one) - placeOf(other))) {
    const { kind } = command;
    const left = free.get(kind);
    if (!isFull && (left === undefined || left > 0 || isEngines(command))) {
      const decision = command.decision(context);
      bytes += bytesOf(decision) + 1;
      isFull = bytes > ROOM_IN_BYTES;
      if (!isFull) {
        decisions.push(decision);
        if (left !== undefined) free.set(kind, left - 1);
        if (kind === 'timer cancel') free.set('timer', (free.get('timer') ?? 0) + 1);
        continue;
      }
    }
    held[kind] = (held[kind] ?? 0) + 1;
    heldCount += 1;
  }
  if (heldCount === 0) return { decisions, executionContext, heldCount };
  const note = MarkerDecision.record({ markerName: HELD_MARKER, details: held });
  const timerId = `${HELD_TIMER_PREFIX}${playedStartedEventId}`;
  const again = TimerDecision.start({ timerId, startToFireTimeout: 0 });
  return { decisions: [note, ...decisions, ...(isFull ? [again] : [])], executionContext, heldCount };
}

/** The bytes of a value in the body of a request. */
function bytesOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}

function placeOf(command: Command): number {
  if (command.kind === 'marker') return 0;
  if (isEngines(command)) return 1;
  return command.kind === 'timer cancel' ? 2 : 3;
}

/** Whether it is the timer after which the run makes throttled calls again. */
function isEngines({ kind, id }: Command): boolean {
  return kind === 'timer' && id.startsWith(THROTTLED_TIMER_PREFIX);
}
