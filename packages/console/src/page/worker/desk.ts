import { compareHistories, isRedacted, redact } from '@swf/explain';
import { timeline, toSVG } from '@swf/history/timeline';
import { eventDetail, payloadOf, payloadsOf } from './details.js';
import { findEvents } from './find-events.js';
import { OpenHistory } from './open-history.js';
import { overviewOf } from './overview.js';
import type { Question, Questions } from './protocol.js';
import { readHistory } from './read-file.js';

type Answers = {
  readonly [Name in Question]: (about: Questions[Name][0]) => Questions[Name][1] | Promise<Questions[Name][1]>;
};

/** Answers questions about histories. It runs in the worker, and keeps all of them there. */
export class Desk {
  readonly #histories = new Map<string, OpenHistory>();
  /** The names of the files that are being read. */
  readonly #reading = new Set<string>();

  readonly #answers: Answers = {
    append: ({ history, events }) => {
      const open = this.#histories.get(history) ?? new OpenHistory();
      this.#histories.set(history, open);
      return { rows: open.append(events) };
    },
    read: async ({ history, file }) => {
      this.#reading.add(history);
      const open = new OpenHistory(await readHistory(file));
      // One that was closed meanwhile is forgotten.
      if (!this.#reading.delete(history)) throw notOpen();
      this.#histories.set(history, open);
      return { rows: open.rows() };
    },
    overview: ({ history, now, facts }) =>
      overviewOf(this.#open(history).history, now === undefined ? undefined : new Date(now), facts),
    find: ({ history, filter }) => findEvents(this.#open(history).history, filter),
    event: ({ history, id }) => eventDetail(this.#open(history), id),
    lines: ({ history, from, count }) => {
      const { json } = this.#open(history);
      return { total: json.total, lines: json.slice(from, count) };
    },
    lineOf: ({ history, id }) => {
      const { json, history: events } = this.#open(history);
      return json.startOf(
        Math.max(
          0,
          events.events.findIndex((event) => event.id === id),
        ),
      );
    },
    payloads: ({ history }) => payloadsOf(this.#open(history)),
    payload: ({ history, event, field }) => payloadOf(this.#open(history).history.event(event), field) ?? '',
    download: ({ history, ...file }) => downloadOf(this.#open(history), file),
    compare: (pair) => {
      const [a, b] = [this.#open(pair.a).history, this.#open(pair.b).history];
      return { differences: compareHistories(a, b), isRedacted: isRedacted(a) || isRedacted(b) };
    },
    forget: ({ history }) => {
      this.#reading.delete(history);
      this.#histories.delete(history);
      return undefined;
    },
  };

  /** Answers a question. @throws what went wrong, for a person to read. */
  async answer<Name extends Question>(question: Name, about: Questions[Name][0]): Promise<Questions[Name][1]> {
    return this.#answers[question](about);
  }

  #open(name: string): OpenHistory {
    const open = this.#histories.get(name);
    if (open === undefined) throw notOpen();
    return open;
  }
}

function notOpen(): Error {
  return new Error('the history is not open any more');
}

function downloadOf({ history }: OpenHistory, { format, execution }: Omit<Questions['download'][0], 'history'>): Blob {
  if (format === 'svg') return new Blob([toSVG(timeline(history.validPrefix))], { type: 'image/svg+xml' });
  const { events } = history.toJSON();
  const content = { workflowExecution: execution, events: format === 'redacted' ? events.map(redact) : events };
  return new Blob([`${JSON.stringify(content, undefined, 2)}\n`], { type: 'application/json' });
}
