import { FlowDecider, signal, sleep, workflow } from '@swf/flow';
import { testFlow } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.js';

const go = signal('go');

/** A workflow that takes its timer's duration from outside, as code that was deployed in between. */
function changing(durations: { seconds: number }) {
  return workflow('changing', '1.0', {}, async () => {
    await Promise.all([sleep(durations.seconds), go.next()]);
    await go.next();
  });
}

describe('FlowDecider', () => {
  it('warns once of a call that differs from the history, and goes on', async () => {
    const durations = { seconds: 60 };
    const definition = changing(durations);
    const warnings: unknown[] = [];
    const logger = { debug() {}, info() {}, warn: (...line: unknown[]) => void warnings.push(line), error() {} };
    await using env = await testFlow({
      workflows: [definition],
      logger,
      decider: { residents: false, verify: 0 },
    });
    const run = await env.start(definition, undefined);
    await until(async () => (await env.history(run)).filter({ name: 'TimerStarted' }).length > 0);
    durations.seconds = 90;
    await run.signal(go, undefined);
    await until(async () => (await env.history(run)).filter({ name: 'DecisionTaskCompleted' }).length === 2);
    await run.signal(go, undefined);
    await run.result();
    const { workflowId, runId } = run.execution;
    const fields = { workflowId, runId, workflowType: { name: 'changing', version: '1.0' } };

    expect(warnings).toEqual([
      [{ ...fields, eventId: 5, field: 'startToFireTimeout' }, 'timer sleep-1 differs from the history'],
    ]);
    expect(env.errors).toEqual([]);
  });

  it('leaves a task to time out if calls differ, if the option says so', async () => {
    const durations = { seconds: 60 };
    const definition = changing(durations);
    await using env = await testFlow({
      workflows: [definition],
      decider: { residents: false, verify: 0, checkInputs: 'error' },
    });
    const run = await env.start(definition, undefined);
    await until(async () => (await env.history(run)).filter({ name: 'TimerStarted' }).length > 0);
    durations.seconds = 90;
    await run.signal(go, undefined);

    await expect(run.result()).rejects.toThrow(/event 5 is TimerStarted sleep-1 with another startToFireTimeout/);
  });

  it.each([-1, 1.5, Number.NaN])('refuses %s as the share of turns to verify', (verify) => {
    const definition = changing({ seconds: 1 });

    expect(() => new FlowDecider({ name: 'flows' }, 'flows', { workflows: [definition], verify })).toThrow(
      /^verify must be from 0 to 1/,
    );
  });
});
