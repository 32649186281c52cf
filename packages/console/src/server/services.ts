import type { Client } from '@swf/settings/request';
import type { TargetInfo } from '../api/session.js';
import type { Restriction } from '../changes/restrict.js';
import type { Batches } from './batches/batches.js';
import type { Wait } from './budget/bucket.js';
import type { Budget } from './budget/budget.js';
import type { ConsoleClock } from './clock.js';
import type { HistoryCache } from './histories/history-cache.js';
import type { Freshness } from './http/freshness.js';
import type { Intervals } from './intervals.js';
import type { LiveStreams } from './live/streams.js';
import type { ConsoleOptions, ConsolePoller } from './options.js';

/** What the routes share. */
export interface Services {
  readonly options: ConsoleOptions;
  readonly target: TargetInfo;
  readonly restriction: Restriction;
  readonly clock: ConsoleClock;
  readonly budget: Budget;
  readonly histories: HistoryCache;
  readonly freshness: Freshness;
  readonly intervals: Intervals;
  readonly batches: Batches;
  readonly streams: LiveStreams;
  /** The time of the service, which may be virtual. */
  now(): Date;
  /** Resolves to who polls in a domain; undefined if it is not known. */
  pollers(domain: string): Promise<readonly ConsolePoller[] | undefined>;
  /** Returns a client that keeps within the budget and within what is allowed. */
  client(wait: Wait): Client;
}
