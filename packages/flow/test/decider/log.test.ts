import { FlowDecider, log, sleep, workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { taskOf } from '../support/decision-task.js';

const context = { signal: new AbortController().signal };

/** A decider whose logger keeps its lines. */
function loggingDecider() {
  const lines: unknown[] = [];
  const write = (level: string) => (fields: object, message: string) => void lines.push([level, fields, message]);
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const logging = workflow('logging', '1.0', {}, async () => {
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]({ sku: 7 }, `a line of ${level}`);
    await sleep(1);
    log.info({}, 'awake');
  });
  const options = { workflows: [logging], register: false, logger };
  return { decider: new FlowDecider({ name: 'flows' }, 'flows', options), lines };
}

describe('log', () => {
  it('writes to the logger of the decider, with the execution that logs', async () => {
    const { decider, lines } = loggingDecider();
    await decider.decide(taskOf(new HistoryBuilder().decisionTaskStarted().build(), 'logging'), context);

    const fields = { workflowId: 'logging-1', runId: 'run', workflowType: { name: 'logging', version: '1.0' }, sku: 7 };
    expect(lines).toEqual(['debug', 'info', 'warn', 'error'].map((level) => [level, fields, `a line of ${level}`]));
  });

  it('does not write the lines of a replay again', async () => {
    const { decider, lines } = loggingDecider();
    const run = new HistoryBuilder().decisionTaskStarted();
    await decider.decide(taskOf(run.build(), 'logging'), context);
    lines.length = 0;
    decider.evict();
    run.decisionTaskCompleted().timerStarted('sleep-1', { startToFireTimeout: 1 }).timerFired('sleep-1');
    await decider.decide(taskOf(run.decisionTaskStarted().build(), 'logging'), context);

    expect(lines).toEqual([['info', expect.not.objectContaining({ sku: 7 }), 'awake']]);
  });
});
