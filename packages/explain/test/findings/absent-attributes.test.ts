import { type Finding, why } from '@swf/explain';
import { History, type RawEvent } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { executionScenarios } from '../support/scenarios/execution-scenarios.js';
import { refusalScenarios } from '../support/scenarios/refusal-scenarios.js';
import { taskScenarios } from '../support/scenarios/task-scenarios.js';

const SCENARIOS = [...executionScenarios, ...refusalScenarios, ...taskScenarios];

/** Returns a copy without the members of these names, wherever they are. */
function without(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => without(each, names));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const members = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(members.map(([name, member]) => [name, without(member, names)]));
}

function textsOf({ message, details, hint, findings = [] }: Finding): readonly string[] {
  return [message, ...details, ...(hint === undefined ? [] : [hint]), ...findings.flatMap(textsOf)];
}

describe.each([
  ['times', ['eventTimestamp']],
  ['identities', ['identity']],
  ['task lists', ['taskList', 'defaultTaskList']],
  ['types', ['activityType', 'workflowType']],
  ['timeouts', ['startToCloseTimeout', 'scheduleToStartTimeout', 'scheduleToCloseTimeout', 'heartbeatTimeout']],
  ['reasons', ['reason', 'details', 'cause', 'childPolicy', 'message']],
])('The findings about a history without %s', (_, names) => {
  it.each(SCENARIOS)('have whole sentences: $code', ({ written, waited, facts }) => {
    const given = written();
    const now = new Date((given.last?.timestamp.getTime() ?? 0) + 1000 * waited);
    const events = given.events.map(({ raw }) => without(raw, names) as RawEvent);
    const found = why(History.from(events), { now, ...facts });

    expect(found).not.toEqual([]);
    for (const text of found.flatMap(textsOf))
      expect(text).not.toMatch(/undefined|NaN|null|\[object|Invalid|\(\)|^\s|\s\s|\s$/);
  });
});
