import { explain, statistics, why } from '@swf/explain';
import { History } from '@swf/history';
import { compare } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { longHistory, type WireEvent } from '../history/long-history.js';

/** Compares what `@swf/explain` says of an open run with parsing the JSON of its history. */
export async function measureExplain(): Promise<Outcome> {
  const rows: Row[] = [];
  for (const length of [100, 1000, 25_000]) {
    const json = JSON.stringify(longHistory(length));
    const events = JSON.parse(json) as readonly WireEvent[];
    const last = History.from(events).last?.timestamp.getTime() ?? 0;
    const now = new Date(last + 120_000);
    rows.push(
      ...(await compare({
        case: `${length.toLocaleString('en')} events`,
        rounds: 9,
        calls: Math.max(4, 20_000 / length),
        subjects: {
          'JSON.parse': () => JSON.parse(json),
          '@swf/history, compile': () => {
            const history = History.from(events);
            return { history, state: history.compile() };
          },
          why: () => why(History.from(events), { now }),
          explain: () => explain(History.from(events)),
          statistics: () => statistics(History.from(events), { now }),
        },
      })),
    );
  }
  return { title: 'Explain an open run', baseline: 'JSON.parse', rows };
}
