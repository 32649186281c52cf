import { activity, condition, external, human, lambda, scope, signal, sleep, workflow } from '@swf/flow';
import { CanceledError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

const work = activity<string, string>('work', '1.0', { startToCloseTimeout: 30 });
const resize = lambda<string, string>('resize');
const child = workflow('child', '1.0', {}, async () => 'done');
const open = new HistoryBuilder().decisionTaskStarted().build();

const CALLS: readonly (readonly [what: string, call: () => Promise<unknown>])[] = [
  ['an activity', () => work('a')],
  ['a timer', () => sleep(60)],
  ['a child', () => child.child(undefined)],
  ['a Lambda function', () => resize('a')],
  ['a signal', () => signal('ready').next()],
  ['a condition', () => condition(() => false)],
  ['a question', () => human<boolean>('approve').ask({})],
];

/** Returns what a call rejects with whose scope is canceled. */
async function rejectionOf(call: () => Promise<unknown>, reason: unknown): Promise<unknown> {
  let rejection: unknown;
  const definition = workflow('canceling', '1.0', {}, () =>
    scope(async ({ cancel }) => {
      const calling = call();
      cancel(reason);
      await calling.catch((error: unknown) => {
        rejection = error;
      });
    }),
  );
  await replayFlow(definition, open);
  return rejection;
}

describe.each(CALLS)('The rejection of %s whose scope is canceled', (_, call) => {
  it('has the reason as its cause', async () => {
    const reason = new Error('too late');
    const rejection = await rejectionOf(call, reason);
    expect(rejection).toSatisfy(CanceledError.is);
    expect(rejection).toHaveProperty('cause', reason);
  });

  it('has the cause of a reason that is a CanceledError itself', async () => {
    const cause = new Error('too late');
    expect(await rejectionOf(call, new CanceledError('another scope', { cause }))).toHaveProperty('cause', cause);
  });

  it('has no cause without a reason', async () => {
    const rejection = await rejectionOf(call, undefined);
    expect(rejection).toSatisfy(CanceledError.is);
    expect(rejection).not.toHaveProperty('cause');
  });
});

describe('A call in a scope that was canceled before', () => {
  it.each<(typeof CALLS)[number]>([
    ...CALLS,
    ['a condition that is true', () => condition(() => true)],
    ['a child that it starts', () => child.startChild(undefined)],
    ['a signal with a timeout', () => signal('ready').next({ timeout: 60 })],
    ['a condition with a timeout', () => condition(() => false, { timeout: 60 })],
    ['a question with a timeout', () => human<boolean>('approve').ask({}, { timeout: 60 })],
    ['a signal to another execution', () => external({ workflowId: 'other' }).signal(signal('ready'))],
  ])('rejects without a decision: %s', async (_, call) => {
    const cause = new Error('too late');
    let rejection: unknown;
    const definition = workflow('canceled', '1.0', {}, () =>
      scope(async ({ cancel }) => {
        cancel(cause);
        await call().catch((error: unknown) => {
          rejection = error;
        });
      }),
    );
    const { decisions } = await replayFlow(definition, open);

    expect(decisions.map(({ type }) => type)).toEqual(['CompleteWorkflowExecution']);
    expect(rejection).toSatisfy(CanceledError.is);
    expect(rejection).toHaveProperty('cause', cause);
  });
});
