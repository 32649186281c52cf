import { HistoryBuilder } from '@swf/history/builder';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { taskOf } from './support/decision-task.js';

// Before the import, which keeps the real clock for itself: time passes only where a test says so.
vi.useFakeTimers({ toFake: ['performance'] });
const { FlowDecider, workflow } = await import('@swf/flow');
afterAll(() => void vi.useRealTimers());

/** The seconds that a decider reports of a workflow whose turn takes so many milliseconds. */
async function reportedOf(milliseconds: number): Promise<readonly number[]> {
  const definition = workflow('busy', '1.0', {}, async () => {
    await null;
    vi.advanceTimersByTime(milliseconds);
  });
  const decider = new FlowDecider({ name: 'flows' }, 'flows', {
    workflows: [definition],
    register: false,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const seconds: number[] = [];
  decider.on('slow', (turn) => seconds.push(turn.seconds));
  const history = new HistoryBuilder({ workflowType: { name: 'busy', version: '1.0' } }).decisionTaskStarted().build();
  await decider.decide(taskOf(history, 'busy'), { signal: new AbortController().signal });
  return seconds;
}

describe('A turn', () => {
  it('is reported as slow if it holds the process for over a second', async () => {
    expect(await reportedOf(1000)).toEqual([]);
    expect(await reportedOf(1001)).toEqual([1.001]);
  });
});
