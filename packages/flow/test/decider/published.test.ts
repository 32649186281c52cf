import { gzipSync } from 'node:zlib';
import {
  activity,
  continueAsNew,
  FlowDecider,
  human,
  marker,
  now,
  onAnySignal,
  publish,
  type Scope,
  scope,
  signal,
  sleep,
  version,
  workflow,
} from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, RUN_HASH, taskOf } from '../support/decision-task.js';

const set = signal<number>('set');
const approval = human('approval');
const work = activity<void, void>('work', '1.0', { startToCloseTimeout: 30 });
const TOO_LONG = 'x'.repeat(33_000);

/**
 * A run whose state a signal sets: what each of its tasks shows, and the errors that are logged.
 */
function publishing(run: () => Promise<unknown>) {
  const errors: string[] = [];
  const decided: string[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (_: object, line: string) => void errors.push(line) };
  const definition = workflow('publishing', '1.0', {}, run);
  const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [definition], register: false, logger });
  const history = new HistoryBuilder({ workflowType: { name: 'publishing', version: '1.0' } });
  let begun = false;
  const shownAfter = async (...values: readonly unknown[]): Promise<unknown> => {
    if (begun) history.decisionTaskCompleted();
    begun = true;
    for (const value of values) history.workflowExecutionSignaled('set', { input: JSON.stringify(value) });
    const task = taskOf(history.decisionTaskStarted().build(), 'publishing');
    const { executionContext, decisions } = await answerTo(decider, task);
    decided.splice(0, decided.length, ...decisions.map(String));
    return executionContext === undefined ? undefined : JSON.parse(String(executionContext));
  };
  return { shownAfter, errors, decided };
}

describe('The state that a run publishes', () => {
  it('is sent when it changes', async () => {
    const { shownAfter } = publishing(async () => {
      let state = 0;
      publish(() => state);
      for await (const value of set) state = value;
    });
    expect(await shownAfter()).toEqual({ state: 0, $waiting: [] });
    expect(await shownAfter(1)).toEqual({ state: 1, $waiting: [] });
    expect(await shownAfter(1)).toBeUndefined();
    expect(await shownAfter(0)).toEqual({ state: 0, $waiting: [] });
  });

  it('is logged each time that it becomes too long, and the last good one stays', async () => {
    const { shownAfter, errors } = publishing(async () => {
      let state: unknown = 0;
      publish(() => state);
      for await (const value of set) state = value === 0 ? 0 : TOO_LONG;
    });
    await shownAfter();
    for (const [value, count] of [
      [1, 1],
      [1, 1],
      [0, 1],
      [1, 2],
    ] as const) {
      expect(await shownAfter(value)).toBeUndefined();
      expect(errors).toHaveLength(count);
    }
    expect(errors[1]).toMatch(
      'state cannot be published: executionContext must have 0 to 32768 characters, got 33026: ',
    );
  });

  it('counts it as an error of its own if it waits for something outside, and not of the next turn', async () => {
    const { shownAfter, errors } = publishing(async () => {
      publish(() => gzipSync('state').toString('base64'));
      await set.next();
      publish(() => 'after');
      await set.next();
    });
    expect(await shownAfter()).toBeUndefined();
    expect(errors).toEqual([expect.stringMatching(/^state cannot be published: /)]);
    expect(await shownAfter(1)).toEqual({ state: 'after', $waiting: [] });
  });

  it('shows open questions beside the last good state if it cannot be published', async () => {
    const { shownAfter, errors } = publishing(async () => {
      let state: unknown = 0;
      publish(() => state);
      await set.next();
      state = TOO_LONG;
      await approval.ask();
    });
    const question = { step: 'approval', id: `approval-1:${RUN_HASH}`, since: expect.any(String) };
    expect(await shownAfter()).toEqual({ state: 0, $waiting: [] });
    expect(await shownAfter(1)).toEqual({ state: 0, $waiting: [question] });
    expect(errors).toHaveLength(1);
  });

  it('is read as if the turn went on', async () => {
    const { shownAfter } = publishing(async () => {
      publish(() => ({ isTurn: Date.now() === now().getTime() }));
      await set.next();
    });
    expect(await shownAfter()).toEqual({ state: { isTurn: true }, $waiting: [] });
  });

  it.each<[string, () => unknown]>([
    ['sleep()', () => sleep(1)],
    ['sleep()', () => sleep(1, { id: 'nap' })],
    ['activity work', () => work()],
    ['version()', () => version('fix', { max: 1 })],
    ['marker()', () => marker('note')],
    ['signal set', () => set.next()],
    ['signal set', () => set.on(() => {})],
    ['signal set', () => set.unread()],
    ['onAnySignal()', () => onAnySignal(() => {})],
    ['continueAsNew()', () => continueAsNew(1)],
    ['publish()', () => publish(() => 'other')],
  ])('is read without calls, which leave nothing behind: %s', async (what, call) => {
    const { shownAfter, errors, decided } = publishing(async () => {
      publish(call);
      await set.next();
      publish(() => 'after');
      version('fix', { max: 1 });
      await Promise.all([sleep(1), sleep(1, { id: 'nap' }), work()]);
    });
    expect(await shownAfter()).toBeUndefined();
    expect(errors).toEqual([
      `state cannot be published: the function given to publish must make no calls, got ${what}`,
    ]);
    expect(await shownAfter(1)).toEqual({ state: 'after', $waiting: [] });
    expect(decided).toEqual([
      'RecordMarker "flow:version:fix"',
      'StartTimer "sleep-1"',
      'StartTimer "nap"',
      'ScheduleActivityTask "work-1"',
    ]);
  });

  it('cannot cancel a scope while it is read', async () => {
    const { shownAfter, errors, decided } = publishing(() =>
      scope(async ({ cancel }: Scope) => {
        publish(() => cancel());
        await sleep(1);
      }),
    );
    expect(await shownAfter()).toBeUndefined();
    expect(errors).toEqual([
      'state cannot be published: the function given to publish must make no calls, got cancel()',
    ]);
    expect(decided).toEqual(['StartTimer "sleep-1"']);
  });

  it('shows until when a question waits', async () => {
    const { shownAfter } = publishing(async () => approval.ask({}, { timeout: 90 }));
    const shown = await shownAfter();
    const { since, until } = (shown as { readonly $waiting: readonly { since: string; until: string }[] })
      .$waiting[0] ?? {
      since: '',
      until: '',
    };
    expect(Date.parse(until) - Date.parse(since)).toBe(90_000);
  });

  it('is nothing until something is published or asked', async () => {
    const { shownAfter } = publishing(async () => {
      await set.next();
      const answered = approval.ask({ amount: 1 });
      await set.next();
      await Promise.all([answered, approval.ask()]);
    });
    const question = {
      step: 'approval',
      id: `approval-1:${RUN_HASH}`,
      details: { amount: 1 },
      since: expect.any(String),
    };
    expect(await shownAfter()).toBeUndefined();
    expect(await shownAfter(1)).toEqual({ $waiting: [question] });
    expect(await shownAfter(1)).toEqual({
      $waiting: [question, { step: 'approval', id: `approval-2:${RUN_HASH}`, since: expect.any(String) }],
    });
  });
});
