import { readdirSync, readFileSync } from 'node:fs';
import type { AnsweredEvent } from '../history-rules/event.js';

/** A history of the real service, with what a poll for a decision task said besides. */
export interface RecordedHistory {
  readonly name: string;
  readonly startedEventId?: number;
  readonly previousStartedEventId?: number;
  readonly events: readonly (AnsweredEvent & Readonly<Record<string, unknown>>)[];
}

export interface RecordedExchange {
  readonly operation: string;
  readonly response: Readonly<Record<string, unknown>>;
  /** Epoch seconds; absent if it was not kept. */
  readonly time?: number;
}

const folder = new URL('../../../../recordings/', import.meta.url);

/** The calls of one recording, in order. */
export function recordedExchanges(name: string): readonly RecordedExchange[] {
  const { exchanges } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as {
    readonly exchanges: readonly RecordedExchange[];
  };
  return exchanges;
}

/** Every history of the real service, in the order of the names. */
export function recordedHistories(): readonly RecordedHistory[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
    .flatMap((name) => recordedExchanges(name).flatMap(({ response }) => historyIn(name, response)));
}

/** @throws Error if there is no history of that name */
export function recordedHistory(name: string): RecordedHistory {
  const [found] = recordedExchanges(name).flatMap(({ response }) => historyIn(name, response));
  if (!found) throw new Error(`recording ${name} has no history`);
  return found;
}

function historyIn(name: string, response: Partial<RecordedHistory>): readonly RecordedHistory[] {
  const { events, ...rest } = response;
  return events ? [{ ...rest, name, events }] : [];
}
