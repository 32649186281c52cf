import { History, type RawEvent } from '@swf/history';

/** Returns a history without the attributes of these names, wherever they are. */
export function lacking(history: History, ...names: readonly string[]): History {
  return History.from(history.events.map(({ raw }) => without(raw, names) as RawEvent));
}

function without(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, names));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(members.map(([name, member]) => [name, without(member, names)]));
}
