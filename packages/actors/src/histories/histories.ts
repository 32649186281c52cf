import type { History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOneOf } from '@swf/settings/wire';
import { HistoryCache, type HistoryCacheOptions } from './history-cache.js';
import type { HistoryReader } from './history-reader.js';
import { HitRate } from './hit-rate.js';
import { polledHistory, wholeHistory } from './task-history.js';

/** The part of a history that `decide` gets; `'new'` is the events since the last decision. */
export type HistoryPart = 'whole' | 'new';

/** The histories of a decider's executions: what polls request, what is cached, what is read. */
export class Histories {
  readonly #part: HistoryPart;
  readonly #cache: HistoryCache | undefined;
  readonly #hitRate = new HitRate();

  /** @throws `InvalidArgumentError` for an unknown part, and for a cache that would stay empty. */
  constructor(part: HistoryPart = 'whole', cache: HistoryCacheOptions | false | undefined = undefined) {
    this.#part = checkOneOf('history', part, ['whole', 'new']);
    if (part === 'new' && cache) {
      throw new InvalidArgumentError("cache cannot be used with history: 'new', which keeps no histories");
    }
    this.#cache = cache === false || part === 'new' ? undefined : new HistoryCache(cache);
  }

  /** Returns whether polls should request only new events; those of a sticky list always join. */
  requestsNew(isSticky: boolean): boolean {
    return (this.#part === 'new' || this.#cache !== undefined) && (isSticky || this.#hitRate.isHigh);
  }

  /** Returns the history that `decide` gets. */
  async of(reader: HistoryReader, runId: string, isSticky: boolean): Promise<History> {
    if (this.#part === 'new') return polledHistory(reader);
    const known = this.#cache?.get(runId);
    if (this.#cache) this.#record(reader, isSticky, (known?.last?.id ?? 0) >= reader.previousStartedEventId);
    const history = await wholeHistory(reader, known);
    this.#cache?.set(runId, history);
    return history;
  }

  /** Records that a task was decided, with or without the rest of its history. */
  decided(reader: HistoryReader, isSticky: boolean, hasLoaded: boolean): void {
    if (this.#part === 'new') this.#record(reader, isSticky, !hasLoaded);
  }

  forget(runId: string): void {
    this.#cache?.delete(runId);
  }

  /** Records a hit or a miss. The first task of a run is neither: it brings its whole history. */
  #record({ previousStartedEventId }: HistoryReader, isSticky: boolean, hit: boolean): void {
    if (previousStartedEventId !== 0 && !isSticky) this.#hitRate.record(hit);
  }
}
