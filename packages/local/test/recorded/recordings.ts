import { readdirSync, readFileSync } from 'node:fs';
import type { AnsweredEvent } from '../history-rules/event.js';

export interface RecordedHistory {
  readonly name: string;
  readonly operation?: string;
  readonly startedEventId?: number;
  readonly previousStartedEventId?: number;
  readonly events: readonly (AnsweredEvent & Readonly<Record<string, unknown>>)[];
}

export interface RecordedExchange {
  readonly operation: string;
  readonly response: Readonly<Record<string, unknown>>;
  /** Epoch seconds; absent where it was not kept. */
  readonly time?: number;
}

const folder = new URL('./', import.meta.url);

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as T;
}

/** Every history of the real service that is kept here, by the name of its file. */
export function recordedHistories(): readonly RecordedHistory[] {
  return readdirSync(new URL('histories/', folder))
    .sort()
    .map((file) => read<RecordedHistory>(`histories/${file}`));
}

export function recordedHistory(name: string): RecordedHistory {
  return read<RecordedHistory>(`histories/${name}.json`);
}

/** The calls of one recording, in their order. */
export function recordedExchanges(name: string): readonly RecordedExchange[] {
  return read<{ readonly exchanges: readonly RecordedExchange[] }>(`${name}.json`).exchanges;
}
