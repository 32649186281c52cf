import { WorkflowExecutionDecision } from '@swf/decisions';
import { FlowDecider, type FlowDeciderOptions, log, sleep, workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { taskOf } from '../support/decision-task.js';

const context = { signal: new AbortController().signal };
const order = workflow('order', '1.0', {}, () => sleep(60));
const refund = workflow('refund', '1.0', {}, () => sleep(60));
const begun = new HistoryBuilder().decisionTaskStarted().build();

const deciderOf = (options: Partial<FlowDeciderOptions>) =>
  new FlowDecider({ name: 'flows' }, 'flows', { workflows: [order, refund], register: false, ...options });

describe('A task of a type that a decider has no workflow for', () => {
  it('is refused by name without a fallback', async () => {
    await expect(deciderOf({}).decide(taskOf(begun, 'return'), context)).rejects.toThrow(
      'workflow type must be one of order@1.0, refund@1.0, got return@1.0; give the decider a fallback for others',
    );
  });

  it('is decided by the fallback, with its whole history', async () => {
    const answer = await deciderOf({
      fallback: async ({ workflowType, workflowExecution, history, startedEventId }, given) => {
        const result = [workflowType.name, workflowExecution.workflowId, history.length, startedEventId];
        return [WorkflowExecutionDecision.complete({ result: given === context && result })];
      },
    }).decide(taskOf(begun, 'return'), context);

    expect(answer).toMatchObject([{ attributes: { result: '["return","return-1",3,3]' } }]);
  });

  it('does not concern the others', async () => {
    const answer = await deciderOf({}).decide(taskOf(begun, 'refund'), context);
    expect(answer).toMatchObject({ decisions: [{ type: 'StartTimer' }] });
  });
});

describe('log', () => {
  it('writes to the logger of the decider, once, with the run that it is about', async () => {
    const lines: unknown[] = [];
    const write = (level: string) => (fields: object, message: string) => void lines.push([level, fields, message]);
    const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    const logging = workflow('logging', '1.0', {}, async () => {
      for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]({ sku: 7 }, `a line of ${level}`);
      await sleep(1);
      log.info({}, 'awake');
    });
    const decider = deciderOf({ workflows: [logging], logger });
    const run = new HistoryBuilder().decisionTaskStarted();
    await decider.decide(taskOf(run.build(), 'logging'), context);
    const fields = { workflowId: 'logging-1', runId: 'run', workflowType: { name: 'logging', version: '1.0' }, sku: 7 };
    expect(lines.splice(0)).toEqual(
      ['debug', 'info', 'warn', 'error'].map((level) => [level, fields, `a line of ${level}`]),
    );

    decider.evict();
    const next = run.decisionTaskCompleted().timerStarted('sleep-1', { startToFireTimeout: 1 }).timerFired('sleep-1');
    await decider.decide(taskOf(next.decisionTaskStarted().build(), 'logging'), context);
    expect(lines).toEqual([['info', expect.not.objectContaining({ sku: 7 }), 'awake']]);
  });
});
