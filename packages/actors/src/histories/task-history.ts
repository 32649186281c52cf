import { History } from '@swf/history';
import type { HistoryReader } from './history-reader.js';

/**
 * Returns the whole history of a task: the known history, with the events of the poll appended.
 *
 * If the two do not join, reads everything before the poll's first event from SWF.
 */
export async function wholeHistory(reader: HistoryReader, known: History | undefined): Promise<History> {
  const { previousStartedEventId, startedEventId } = reader;
  const events = await reader.polled();
  const firstId = events[0]?.eventId ?? 1;
  const knownId = known?.last?.id ?? 0;
  if (known && knownId >= firstId - 1 && knownId <= startedEventId) {
    const news = events.filter(({ eventId = 0 }) => eventId > knownId);
    return known.append(news, { previousStartedEventId });
  }
  return History.from([...(await reader.upTo(firstId - 1)), ...events], { previousStartedEventId });
}

/** Returns the part of a task's history that the poll brought. */
export async function polledHistory(reader: HistoryReader): Promise<History> {
  const { previousStartedEventId } = reader;
  return History.from(await reader.polled(), { previousStartedEventId });
}

/** Returns the whole history of a task; reads the events before the known part. */
export async function completeHistory(reader: HistoryReader, part: History): Promise<History> {
  const firstId = part.first?.id ?? 1;
  if (firstId === 1) return part;
  const { previousStartedEventId } = reader;
  const before = await reader.upTo(firstId - 1);
  return History.from([...before, ...part.events.map(({ raw }) => raw)], { previousStartedEventId });
}
