import { type Finding, why } from '@swf/explain';
import { History, type RawEvent } from '@swf/history';
import { expect, it } from 'vitest';
import { formatFindings } from '../support/format-findings.js';
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

it.each([
  ['times', ['eventTimestamp']],
  ['identities', ['identity']],
  ['task lists', ['taskList', 'defaultTaskList']],
  ['types', ['activityType', 'workflowType']],
  ['timeouts', ['startToCloseTimeout', 'scheduleToStartTimeout', 'scheduleToCloseTimeout', 'heartbeatTimeout']],
  ['reasons', ['reason', 'details', 'cause', 'childPolicy', 'message']],
])('The findings about histories without %s have whole sentences', async (what, names) => {
  const sections = SCENARIOS.flatMap(({ code, written, waited, facts }) => {
    const given = written();
    const now = new Date((given.last?.timestamp.getTime() ?? 0) + 1000 * waited);
    const found = why(History.from(given.events.map(({ raw }) => without(raw, names) as RawEvent)), { now, ...facts });

    expect(found).not.toEqual([]);
    for (const text of found.flatMap(textsOf))
      expect(text).not.toMatch(/undefined|NaN|null|\[object|Invalid|\(\)|^\s|\s\s|\s$/);
    const known = why(given, { now, ...facts }).map((finding) => formatFindings([finding]));
    // Of the rules that are broken, one section speaks.
    const changed = found.filter(
      (finding) =>
        !known.includes(formatFindings([finding])) &&
        (finding.code !== 'HISTORY_INVALID' || code === 'HISTORY_INVALID'),
    );
    return changed.length === 0 ? [] : [`## ${code}\n\n${formatFindings(changed)}`];
  });
  await expect(sections.join('\n')).toMatchFileSnapshot(`sentences/without-${what.replace(' ', '-')}.txt`);
});
