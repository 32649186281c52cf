import { type Finding, why } from '@swf/explain';
import { expect, it } from 'vitest';
import { later } from '../support/findings.js';
import { formatFindings } from '../support/format-findings.js';
import { lacking } from '../support/lacking.js';
import { executionScenarios } from '../support/scenarios/execution-scenarios.js';
import { refusalScenarios } from '../support/scenarios/refusal-scenarios.js';
import { taskScenarios } from '../support/scenarios/task-scenarios.js';

const textOf = (finding: Finding) => formatFindings([finding]);

/** The scenarios, and what is found if their histories say everything. */
const SCENARIOS = [...executionScenarios, ...refusalScenarios, ...taskScenarios].map(
  ({ code, written, waited, facts }) => {
    const history = written();
    const told = { now: later(history, waited), ...facts };
    return { code, history, facts: told, texts: why(history, told).map(textOf) };
  },
);

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
  const sections = SCENARIOS.flatMap(({ code, history, facts, texts }) => {
    const found = why(lacking(history, ...names), facts);

    expect(found).not.toEqual([]);
    for (const text of found.flatMap(textsOf))
      expect(text).not.toMatch(/undefined|NaN|null|\[object|Invalid|\(\)|^\s|\s\s|\s$/);
    // Of the rules that are broken, one section speaks.
    const changed = found
      .filter((finding) => finding.code !== 'HISTORY_INVALID' || code === 'HISTORY_INVALID')
      .filter((finding) => !texts.includes(textOf(finding)));
    return changed.length === 0 ? [] : [`## ${code}\n\n${formatFindings(changed)}`];
  });
  await expect(sections.join('\n')).toMatchFileSnapshot(`sentences/without-${what.replace(' ', '-')}.txt`);
});
