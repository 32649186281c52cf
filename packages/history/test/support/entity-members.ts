import type { CompiledHistory } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';

/** A history of four events: its first decision task is completed. */
export const decided = () => new HistoryBuilder().decisionTask();

export const compiled = (builder: HistoryBuilder): CompiledHistory => builder.build().compile();

/** The instant so many seconds after the start of a built history. */
export const second = (count: number) => new Date(Date.UTC(2020, 0, 1, 0, 0, count));

/** All members of an entity but its events, which are shown by their names. */
export function membersOf(entity: object | undefined): Readonly<Record<string, unknown>> {
  const { events, ...members } = entity as { readonly events: readonly { readonly name: string }[] };
  return { ...members, events: events.map(({ name }) => name) };
}
