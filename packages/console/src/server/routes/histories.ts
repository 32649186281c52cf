import type { RawEvent } from '@swf/history';
import { History } from '@swf/history';
import { FactReader } from '../../facts/fact-reader.js';
import type { Reading, Run } from '../histories/run-history.js';
import { runReason } from '../histories/run-reason.js';
import { tagged } from '../http/respond.js';
import type { Call, Route } from '../http/route.js';
import type { Services } from '../services.js';
import { requiredRun } from './executions.js';
import { payloadOf } from './payload.js';
import { relationsOf } from './relations.js';

const RUN = ['domain', 'id', 'run'];
const MOST_EVENTS = Number.MAX_SAFE_INTEGER;

/** The history of a run, and what is read from it. */
export function historyRoutes(services: Services): readonly Route[] {
  const { histories, intervals, clock } = services;
  const reading = ({ client, signal }: Call): Reading => ({
    client,
    signal,
    now: clock.now(),
    maxAgeInSeconds: intervals.run.first,
  });
  return [
    {
      method: 'GET',
      path: '/execution/history',
      query: [...RUN, 'after'],
      handle: async (call) => {
        const after = call.query.integer('after', { otherwise: 0, max: MOST_EVENTS });
        const { events, last, more, final } = await histories.get(requiredRun(call)).after(after, reading(call));
        const text = `{"events":[${events.join(',')}],"more":${more}${final ? ',"final":true' : ''}}`;
        return tagged(call.request, text, `"${last}"`);
      },
    },
    {
      method: 'GET',
      path: '/execution/facts',
      freshFor: 'taskLists',
      query: RUN,
      handle: async (call) => {
        const run = requiredRun(call);
        const history = await readHistory(services, run, reading(call));
        const facts = new FactReader({
          domain: { name: run.domain },
          now: services.now,
          client: call.client,
          signal: call.signal,
          pollers: () => services.pollers(run.domain),
        });
        return facts.read(run.workflowId, history);
      },
    },
    {
      method: 'GET',
      path: '/execution/why',
      freshFor: 'run',
      query: [...RUN, 'closed'],
      handle: async (call) => {
        const run = { ...requiredRun(call), isClosed: call.query.oneOf('closed', ['yes']) !== undefined };
        // Who polls costs no request of SWF; what would cost one is left to the run's own page.
        const pollers = await services.pollers(run.domain);
        return runReason(run, histories, reading(call), { now: services.now(), ...(pollers && { pollers }) });
      },
    },
    {
      method: 'GET',
      path: '/execution/payload',
      query: [...RUN, 'event', 'field'],
      handle: async (call) => {
        const id = call.query.integer('event', { otherwise: 1, max: MOST_EVENTS });
        const page = await histories.get(requiredRun(call)).after(id - 1, reading(call));
        const [event] = page.events;
        return payloadOf(event === undefined ? {} : JSON.parse(event), call.query.required('field'), services.options);
      },
    },
    {
      method: 'GET',
      path: '/execution/relations',
      freshFor: 'run',
      query: RUN,
      handle: async (call) => {
        const run = requiredRun(call);
        return relationsOf(run, await readHistory(services, run, reading(call)));
      },
    },
  ];
}

/** Reads a whole history. */
async function readHistory({ histories }: Services, run: Run, reading: Reading): Promise<History> {
  const events: RawEvent[] = [];
  for (let last = 0, more = true; more; ) {
    const page = await histories.get(run).after(last, reading);
    events.push(...page.events.map((text): RawEvent => JSON.parse(text)));
    ({ last, more } = page);
  }
  return History.from(events);
}
