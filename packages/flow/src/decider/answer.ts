import { type Decision, MarkerDecision, TimerDecision } from '@swf/decisions';
import type { TraceContext } from '../telemetry/envelope.js';
import type { Command, CommandKind } from '../turns/command.js';
import { HELD_MARKER, HELD_TIMER_PREFIX, THROTTLED_TIMER_PREFIX } from '../turns/engine-names.js';
import type { Run } from '../turns/run.js';

// SWF allows 1,000 of each open at once. Some are left for what the history does not show yet.
const QUOTA = 950;
const LIMITED: readonly CommandKind[] = ['activity', 'timer', 'child'];
// SWF takes 1 MB a request; the rest of the body, and the engine's own decisions, need some of it.
const ROOM_IN_BYTES = 1_000_000;

/** What a live turn is answered with. */
interface Answer {
  readonly decisions: readonly Decision[];
  /** How many commands stay in the outbox. */
  readonly heldCount: number;
}

/**
 * The decisions of a live turn. What SWF has no room for stays in the outbox: activities, timers
 * and children over the quota of open ones, and whatever does not fit into one request.
 *
 * Markers go first and always have room: a replay needs them in their own task. The engine's own
 * timer comes next: it has to wake the run, whatever SWF refuses of the rest.
 *
 * @param context what activities, children and the next run join
 */
export function answerOf(run: Run, startedEventId: number, context?: TraceContext): Answer {
  const decisions: Decision[] = [];
  const held: Record<string, number> = {};
  let heldCount = 0;
  const free = new Map(LIMITED.map((kind) => [kind, QUOTA - run.countOpen(kind)]));
  let bytes = 0;
  let isFull = false;
  for (const command of inOrder(run)) {
    const { kind } = command;
    const left = free.get(kind);
    if (!isFull && (left === undefined || left > 0 || isEngines(command))) {
      const decision = command.decision(context);
      bytes += Buffer.byteLength(JSON.stringify(decision)) + 1;
      isFull = bytes > ROOM_IN_BYTES;
      if (!isFull) {
        decisions.push(decision);
        if (left !== undefined) free.set(kind, left - 1);
        continue;
      }
    }
    held[kind] = (held[kind] ?? 0) + 1;
    heldCount += 1;
  }
  if (heldCount === 0) return { decisions, heldCount };
  const note = MarkerDecision.record({ markerName: HELD_MARKER, details: held });
  const again = TimerDecision.start({ timerId: `${HELD_TIMER_PREFIX}${startedEventId}`, startToFireTimeout: 0 });
  return { decisions: [note, ...decisions, ...(isFull ? [again] : [])], heldCount };
}

function* inOrder({ outbox }: Run): Generator<Command, void, void> {
  for (const command of outbox) if (command.kind === 'marker') yield command;
  for (const command of outbox) if (isEngines(command)) yield command;
  for (const command of outbox) if (command.kind !== 'marker' && !isEngines(command)) yield command;
}

/** Whether it is the timer after which the run makes throttled calls again. */
function isEngines({ kind, id }: Command): boolean {
  return kind === 'timer' && id.startsWith(THROTTLED_TIMER_PREFIX);
}
