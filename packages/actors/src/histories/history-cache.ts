import { getHeapStatistics } from 'node:v8';
import type { History } from '@swf/history';
import { checkInteger, checkOptions, type OptionNames } from '@swf/settings/wire';

/** Options of a decider's cache of histories. */
export interface HistoryCacheOptions {
  /** Upper bound in bytes, estimated. Default: an eighth of the heap limit of the process. */
  readonly maxBytes?: number | undefined;
}

const CACHE_OPTIONS: OptionNames<HistoryCacheOptions> = { maxBytes: true };

const SHARE_OF_HEAP = 1 / 8;

// Measured on compiled histories of 4 to 1,800 events, without text: 6,000 bytes a run and 520 an
// event.
const RUN_IN_BYTES = 6000;
const EVENT_IN_BYTES = 600;
// V8 stores a character in one or two bytes, depending on the text; assume the worst.
const CHARACTER_IN_BYTES = 2;

interface Entry {
  readonly history: History;
  readonly bytes: number;
}

/** The histories of recent runs, by run id. Evicts the least recently used. */
export class HistoryCache {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(options: HistoryCacheOptions = {}) {
    const { maxBytes = defaultMaxBytes() } = checkOptions('cache', options, CACHE_OPTIONS);
    this.#maxBytes = checkInteger('cache.maxBytes', maxBytes, { min: 1, max: Number.MAX_SAFE_INTEGER });
  }

  /** The number of runs in the cache. */
  get size(): number {
    return this.#entries.size;
  }

  /** Their estimated size. */
  get bytes(): number {
    return this.#bytes;
  }

  get(runId: string): History | undefined {
    return this.#entries.get(runId)?.history;
  }

  /** Stores the history of a run, unless a longer one is stored. */
  set(runId: string, history: History): void {
    const known = this.#entries.get(runId);
    if (known && known.history.length > history.length) return;
    this.delete(runId);
    const bytes = (known?.bytes ?? RUN_IN_BYTES) + bytesFrom(history, known?.history.length ?? 0);
    if (bytes > this.#maxBytes) return;
    this.#entries.set(runId, { history, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(runId: string): void {
    this.#bytes -= this.#entries.get(runId)?.bytes ?? 0;
    this.#entries.delete(runId);
  }
}

function defaultMaxBytes(): number {
  return Math.floor(getHeapStatistics().heap_size_limit * SHARE_OF_HEAP);
}

/** Returns the bytes of the events from a position on; those before it were counted already. */
function bytesFrom(history: History, start: number): number {
  let bytes = 0;
  for (let position = start; position < history.length; position += 1) {
    bytes += EVENT_IN_BYTES + CHARACTER_IN_BYTES * charactersOf(history.at(position)?.raw);
  }
  return bytes;
}

function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  const members = value as Readonly<Record<string, unknown>>;
  let characters = 0;
  for (const name in members) characters += charactersOf(members[name]);
  return characters;
}
