import { History } from '@swf/history';
import { compare } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { activityId, longHistory } from './long-history.js';
import { EventList, processEvents } from './peers.js';

const QUESTIONS = 10;

/** Compiling a history and asking it for ten activities, beside parsing its JSON and beside the peers. */
export async function compileHistory(): Promise<Outcome> {
  const rows: Row[] = [];
  for (const length of [100, 1000, 10_000, 25_000]) {
    const events = longHistory(length);
    const json = JSON.stringify(events);
    const activities = Math.floor((events.length - 2) / 6);
    const asked = Array.from({ length: QUESTIONS }, (_, index) => activityId(Math.max(1, activities - index)));
    rows.push(
      ...(await compare({
        case: `${length.toLocaleString('en')} events`,
        rounds: 9,
        calls: Math.max(1, Math.round(25_000 / length)),
        subjects: {
          'JSON.parse': () => JSON.parse(json),
          '@swf/history': () => {
            const state = History.from(events).compile();
            return asked.every((id) => state.activityTasks.get(id)?.state === 'completed');
          },
          'aws-swf EventList': () => new EventList(events).completed(...asked),
          'simple-swf roll-up': () => {
            const { activity } = processEvents(events);
            return asked.every((id) => activity[id]?.current === 'completed');
          },
        },
      })),
      await memoryRow(length, json),
    );
  }
  return { title: 'Compile a history, and ask it for ten activities', baseline: 'JSON.parse', rows };
}

/** What a compiled history keeps in memory beyond its raw events. */
async function memoryRow(length: number, json: string): Promise<Row> {
  const events: readonly object[] = JSON.parse(json);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const history = History.from(events as never);
  const state = history.compile();
  globalThis.gc?.();
  const bytes = (process.memoryUsage().heapUsed - before) / events.length;
  return {
    case: `${length.toLocaleString('en')} events`,
    subject: '@swf/history, memory',
    figure: `${Math.round(bytes)} bytes an event (${state.activityTasks.size} activities)`,
  };
}
