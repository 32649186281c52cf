import { InvalidArgumentError } from '@swf/settings/errors';
import type { TargetInfo } from '../api/session.js';
import { type Restriction, restrictChanges } from '../changes/restrict.js';
import { Batches } from './batches/batches.js';
import { Budget, DEFAULT_BUDGET } from './budget/budget.js';
import { systemClock } from './clock.js';
import { HistoryCache } from './histories/history-cache.js';
import { Freshness } from './http/freshness.js';
import { intervalsOf } from './intervals.js';
import { PollingSource } from './live/polling-source.js';
import { LiveStreams } from './live/streams.js';
import type { ConsoleOptions } from './options.js';
import type { Services } from './services.js';

/** Creates what the routes of a console share. */
export function createServices(options: ConsoleOptions): Services {
  const { client, liveClient = client, domain, clock = systemClock, virtualClock } = options;
  const target: TargetInfo = { service: client === undefined ? 'offline' : 'aws', domain, ...options.target };
  const restriction: Restriction = {
    kinds: options.changes || [],
    owner: 'the console',
    remedy: 'start it with --allow-changes',
  };
  const budget = new Budget(options.budget ?? (target.service === 'local' ? undefined : DEFAULT_BUDGET), clock);
  const restricted = {
    click: client && restrictChanges(client, restriction),
    live: liveClient && restrictChanges(liveClient, restriction),
  };
  const services: Services = {
    options,
    target,
    restriction,
    clock,
    budget,
    histories: new HistoryCache(),
    freshness: new Freshness(clock),
    intervals: intervalsOf(target.service),
    batches: new Batches(),
    // Created on use, because it needs the other services.
    get streams() {
      streams ??= new LiveStreams(new PollingSource(services), clock);
      return streams;
    },
    now: () => new Date((virtualClock ?? clock).now()),
    async pollers(domain) {
      try {
        return (await options.pollers?.())?.filter((poller) => poller.domain === domain);
      } catch {
        // A local service that does not answer: nothing is known.
        return undefined;
      }
    },
    client(wait) {
      const sender = restricted[wait.priority === 'live' ? 'live' : 'click'];
      if (!sender) throw new InvalidArgumentError('the console is offline: it was started without a domain');
      return budget.limit(sender, wait);
    },
  };
  let streams: LiveStreams | undefined;
  return services;
}

/** Ends everything that a console does by itself. */
export async function closeServices({ streams, batches, budget }: Services): Promise<void> {
  streams.close();
  const stopped = batches.close();
  budget.close();
  await stopped;
}
