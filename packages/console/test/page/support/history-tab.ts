import type { RawEvent } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import type { VNode } from 'preact';
import { vi } from 'vitest';
import type { RunContext } from '../../../src/page/execution/run-context.js';
import { stubWorker } from './desk-port.js';
import { mountHook } from './hook.js';
import { LiveStreams } from './streams.js';
import { openTab } from './tab.js';

export const RUN: RunContext = { domain: 'orders', workflowId: 'a', runId: 'r' };
export const FACTS = 'execution/facts?domain=orders&id=a&run=r';
export const historyAfter = (id: number) => `execution/history?domain=orders&id=a&run=r&after=${id}`;

/** A run that waits for an activity: five events, the last of them at `LAST`. */
export const waiting = () => new HistoryBuilder({ input: 'a' }).decisionTask().activityTaskScheduled('charge');
export const eventsOf = (builder: HistoryBuilder) => builder.build().toJSON().events;
export const LAST = Math.max(
  ...eventsOf(waiting()).map(({ eventTimestamp = 0 }) => new Date(eventTimestamp).getTime()),
);

/** What a test's console answers. */
interface Answers {
  events: readonly RawEvent[];
  /** How many events a page has. */
  size: number;
  refusal: string;
}

/** Uses the hook in front of a console with a history; the page's time starts at its last event. */
export async function historyOf(given: Partial<Answers> = {}) {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'], now: LAST });
  const answers: Answers = { events: eventsOf(waiting()), size: 1000, refusal: '', ...given };
  const streams = new LiveStreams();
  const tab = openTab((request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/api/live') return streams.open(request);
    if (answers.refusal !== '') return Response.json({ title: answers.refusal }, { status: 400 });
    if (pathname === '/api/execution/facts') return Response.json({ now: new Date().toISOString(), signals: ['paid'] });
    const rest = answers.events.filter(({ eventId = 0 }) => eventId > Number(searchParams.get('after')));
    return Response.json({ events: rest.slice(0, answers.size), more: rest.length > answers.size });
  });
  const { port, started } = stubWorker();
  const { useRunHistory } = await import('../../../src/page/execution/run-history.js');
  const { startClock } = await import('../../../src/page/data/clock.js');
  const { Announcer } = await import('../../../src/page/components/announcer.js');
  startClock(tab.document);
  const hook = mountHook(useRunHistory, RUN);
  const model = () => hook.current.model;
  let seen = 0;
  return {
    answers,
    hook,
    model,
    port,
    started,
    streams,
    tab,
    /** The requests since the last call. */
    sent() {
      const paths = tab.paths.slice(seen);
      seen += paths.length;
      return paths;
    },
    spoken: () => (Announcer() as VNode<{ children: string }>).props.children,
    seen: () => [hook.current.isComplete, hook.current.error?.message, model().isRead.value, model().lastEventId],
  };
}
