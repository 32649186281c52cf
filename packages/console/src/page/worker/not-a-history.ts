/** What is easily mistaken for a history, by a member that only it has. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  exchanges: 'a recording of requests to SWF and its answers',
  executionInfos: 'a list of executions, not the history of one',
  executionInfo: 'the description of an execution, not its history',
  typeInfos: 'a list of types',
  domainInfos: 'a list of domains',
  decisions: 'a list of decisions',
};

const MOST_MEMBERS = 5;

/** Says what a text is that cannot be read as a history, for a person who expected one. */
export function notAHistory(text: string, fault: string): string {
  if (text.trim() === '') return 'it is empty';
  const [, index] = /^events\[(\d+)\]/.exec(fault) ?? [];
  if (index !== undefined)
    return `its record ${Number(index) + 1} is no event: an event has an eventId and an eventType`;
  const value = jsonIn(text);
  if (value === undefined) {
    return /^\s*[[{]/.test(text) ? `it is JSON that is damaged or cut short: ${fault}` : 'it is text, but not JSON';
  }
  if (typeof value !== 'object' || value === null) return 'it is JSON, but only a single value';
  const members = Object.keys(value);
  const lookalike = members.map((name) => LOOKALIKES[name]).find((known) => known !== undefined);
  if (lookalike !== undefined) return `it is ${lookalike}`;
  if (members.length === 0) return 'it is JSON without anything in it';
  const named = members.slice(0, MOST_MEMBERS).map((name) => `"${name}"`);
  return `it is JSON with ${named.join(', ')}${members.length > MOST_MEMBERS ? ', ...' : ''}, but without "events"`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
