import type { Attributes, Counter } from '@opentelemetry/api';
import type { OpenTelemetry } from './open-telemetry.js';

/** What a decider counts of its turns. */
export interface FlowMetrics {
  /** A turn was decided, by a run in memory or after a replay of that many events. */
  turn(attributes: Attributes, played: { readonly isResident: boolean; readonly replayedEvents: number }): void;
  /** A history and the code of its workflow disagree. */
  nonDeterminism(attributes: Attributes): void;
  /** A run that failed too often was put off. */
  deferral(attributes: Attributes): void;
  /** Commands were left out of an answer, since SWF has no room for them. */
  held(attributes: Attributes, count: number): void;
}

/** Counts nothing. */
export const NO_METRICS: FlowMetrics = { turn() {}, nonDeterminism() {}, deferral() {}, held() {} };

/** Counts in the program's OpenTelemetry; `docs/operating.md` lists the metrics. */
export function flowMetrics({ metrics }: OpenTelemetry, shared: Attributes): FlowMetrics {
  const meter = metrics.getMeter('@swf/flow');
  const counter = (name: string, description: string) => meter.createCounter(`swf.flow.${name}`, { description });
  const turns = counter('turns', 'Turns of workflow functions that were decided');
  const replays = counter('replays', 'Runs that were replayed from their first event');
  const replayedEvents = counter('replayed_events', 'Events of histories that were replayed');
  const nonDeterminismErrors = counter('non_determinism_errors', 'Histories that the code did not fit');
  const deferrals = counter('deferrals', 'Tasks of failing runs that were put off');
  const heldCommands = counter('held_commands', 'Commands that were left out of an answer');
  const add = (to: Counter, attributes: Attributes, count = 1) => to.add(count, { ...shared, ...attributes });
  return {
    turn(attributes, { isResident, replayedEvents: events }) {
      add(turns, { ...attributes, resident: isResident });
      if (events === 0) return;
      add(replays, attributes);
      add(replayedEvents, attributes, events);
    },
    nonDeterminism: (attributes) => add(nonDeterminismErrors, attributes),
    deferral: (attributes) => add(deferrals, attributes),
    held: (attributes, count) => add(heldCommands, attributes, count),
  };
}
