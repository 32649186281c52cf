import { type Facts, findingCodes, why } from '@swf/explain';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { formatFindings } from '../support/format-findings.js';
import { executionScenarios } from '../support/scenarios/execution-scenarios.js';
import { refusalScenarios } from '../support/scenarios/refusal-scenarios.js';
import type { Scenario } from '../support/scenarios/scenario.js';
import { taskScenarios } from '../support/scenarios/task-scenarios.js';
import { startWorld } from '../support/world.js';

const scenarios = [...taskScenarios, ...refusalScenarios, ...executionScenarios];

/** The facts about a written history. */
function factsOf({ waited, facts }: Scenario, history: History): Facts {
  const now = new Date((history.last?.timestamp.getTime() ?? 0) + waited * 1000);
  return { ...facts, now };
}

function expectFirst(scenario: Scenario, history: History, facts: Facts): void {
  const { code, severity, certainty, certaintyWithoutFacts, severityWithoutFacts = severity } = scenario;
  expect(why(history, facts)[0]).toMatchObject({ code, severity, certainty });
  expect(why(history, { now: facts.now })[0]).toMatchObject({
    code,
    severity: severityWithoutFacts,
    certainty: certaintyWithoutFacts,
  });
}

describe('why()', () => {
  it('has a scenario for each code', () => {
    expect(scenarios.map(({ code }) => code).sort()).toEqual([...findingCodes].sort());
  });

  it.each(scenarios)('finds $code first in a written history', (scenario) => {
    const history = scenario.written();
    expectFirst(scenario, history, factsOf(scenario, history));
  });

  it.each(scenarios)('finds $code first in what the local service recorded', async (scenario) => {
    await using world = await startWorld(scenario.options, scenario.settings);
    await scenario.played(world);
    const recorded = await world.history();
    const history = scenario.read?.(recorded) ?? recorded;
    const facts = await world.facts();
    const children = await Promise.all(
      recorded
        .compile()
        .childWorkflowExecutions.open()
        .slice(0, 3)
        .map(async ({ workflowId }) => ({
          workflowId,
          findings: why(await world.history(workflowId), { now: facts.now }),
        })),
    );
    expectFirst(scenario, history, { ...facts, ...(children.length > 0 && { children }) });
  });

  it.each(scenarios)('says so in plain sentences: $code', async (scenario) => {
    const history = scenario.written();
    const text = formatFindings(why(history, factsOf(scenario, history)));
    await expect(text).toMatchFileSnapshot(`sentences/${scenario.code}.txt`);
  });

  it('returns frozen findings', () => {
    const found = why(new HistoryBuilder().build(), { now: new Date(0) });
    expect(found).not.toEqual([]);
    expect([found, ...found].every(Object.isFrozen)).toBe(true);
  });
});
