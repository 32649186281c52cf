import { History } from '@swf/history';
import { timeline, toSVG } from '@swf/history/timeline';
import { compare } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { activityId, longHistory, type WireEvent } from './long-history.js';
import { EventList, processEvents } from './peers.js';

const QUESTIONS = 10;

/**
 * Compares compiling a history and reading ten activities with parsing its JSON, and with other
 * libraries.
 */
export async function compileHistory(): Promise<Outcome> {
  const rows: Row[] = [];
  for (const length of [100, 1000, 10_000, 25_000]) {
    const json = JSON.stringify(longHistory(length));
    // Each subject has its own parsed events, because the roll-up changes them.
    const parse = () => JSON.parse(json) as readonly WireEvent[];
    const [ours, listed, rolledUp] = [parse(), parse(), parse()];
    const activities = Math.floor((length - 2) / 6);
    const asked = Array.from({ length: QUESTIONS }, (_, index) => activityId(Math.max(1, activities - index)));
    const what = `${length.toLocaleString('en')} events`;
    rows.push(
      ...(await compare({
        case: what,
        rounds: 9,
        // Enough to warm up the code as in a long-running decider.
        calls: Math.max(10, 100_000 / length),
        subjects: {
          'JSON.parse': () => JSON.parse(json),
          '@swf/history': () => {
            const state = History.from(ours).compile();
            return { state, completed: asked.every((id) => state.activityTasks.get(id)?.state === 'completed') };
          },
          '@swf/history, verify': () => {
            const history = History.from(ours);
            return { history, violations: history.verify() };
          },
          'simple-swf roll-up': () => {
            const { activity } = processEvents(rolledUp);
            return { activity, completed: asked.every((id) => activity[id]?.current === 'completed') };
          },
        },
      })),
      ...(
        await compare({
          case: what,
          rounds: 3,
          calls: Math.ceil(1000 / length),
          subjects: {
            'JSON.parse': () => JSON.parse(json),
            'aws-swf EventList': () => new EventList(listed).completed(...asked),
          },
        })
      ).slice(1),
    );
    rows.push(...(await timelineRows(what, json, ours)));
    // With fewer, allocations of the engine itself dominate.
    if (length >= 10_000) rows.push(await memoryRow(what, json));
  }
  return { title: 'Compile a history and read ten activities; verify and draw it', baseline: 'JSON.parse', rows };
}

/** Compares drawing a history with parsing its JSON. */
async function timelineRows(what: string, json: string, events: readonly WireEvent[]): Promise<readonly Row[]> {
  const drawn = History.from(events);
  const spans = timeline(drawn);
  const rows = await compare({
    case: what,
    rounds: 5,
    calls: Math.max(2, 20_000 / events.length),
    subjects: {
      'JSON.parse': () => JSON.parse(json),
      '@swf/history, timeline': () => {
        const history = History.from(events);
        return { history, spans: timeline(history) };
      },
      '@swf/history, toSVG': () => toSVG(spans),
    },
  });
  return rows.slice(1);
}

/** Measures the memory of a compiled history beyond its raw events. */
async function memoryRow(what: string, json: string): Promise<Row> {
  const events: readonly object[] = JSON.parse(json);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const history = History.from(events as never);
  const state = history.compile();
  globalThis.gc?.();
  const bytes = (process.memoryUsage().heapUsed - before) / events.length;
  return {
    case: what,
    subject: '@swf/history, memory',
    figure: `${Math.round(bytes)} bytes an event (${state.activityTasks.size} activities)`,
  };
}
