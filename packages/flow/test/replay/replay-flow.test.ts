import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import {
  activity,
  condition,
  continueAsNew,
  human,
  info,
  publish,
  random,
  signal,
  sleep,
  version,
  workflow,
} from '@swf/flow';
import { NonDeterminismError } from '@swf/flow/errors';
import { type ReplayOptions, replayAll, replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

/** Matches the source line of this file that holds a comment. */
function lineOf(comment: string): RegExp {
  const lines = readFileSync(new URL(import.meta.url), 'utf8').split('\n');
  return new RegExp(`replay-flow\\.test\\.ts:${lines.findIndex((line) => line.endsWith(`// ${comment}`)) + 1}:`);
}

const charge = activity<number, string>('charge', '1.0', { startToCloseTimeout: 30, retry: { maximumAttempts: 3 } });
const approve = signal('approve');
const approval = human('approval');

function order(run: () => Promise<unknown>) {
  return workflow('order', '1.0', {}, run);
}

const original = order(async () => {
  if (version('audit', { max: 2 }) < 2) return;
  publish(() => ({ step: 'charging' }));
  await charge(1);
  publish(() => ({ step: 'waiting' }));
  await Promise.all([sleep(60), approve.next(), condition(() => false), approval.ask()]); // waits
});

describe('replayFlow', () => {
  it('shows where a run waits, by source lines', async () => {
    const p = await play(original, undefined);
    await p.complete(charge, 'receipt');
    const { turns, outcome, decisions, state, waiting, versions, warnings } = await replayFlow(original, p.history);

    expect({ turns, outcome, decisions, state, versions, warnings }).toEqual({
      turns: 2,
      outcome: undefined,
      decisions: [],
      state: { step: 'waiting' },
      versions: { audit: 2 },
      warnings: [],
    });
    expect(waiting).toEqual([
      { kind: 'timer', id: 'sleep-1', what: 'timer sleep-1', at: expect.stringMatching(lineOf('waits')) },
      { kind: 'signal', id: 'approve', what: 'signal approve', at: expect.stringMatching(lineOf('waits')) },
      { kind: 'condition', id: '', what: 'a condition', at: expect.stringMatching(lineOf('waits')) },
      {
        kind: 'question',
        id: 'approval-1',
        what: 'question approval-1',
        at: expect.stringMatching(lineOf('waits')),
      },
    ]);
  });

  it('takes the execution for one without ids, unless they are given', async () => {
    const drawing = order(async () => [info().workflowId, info().runId, random()]);
    const history = new HistoryBuilder().decisionTaskStarted().build();
    const resultOf = async (options?: ReplayOptions) => (await replayFlow(drawing, history, options)).outcome;
    const ids = { workflowId: 'order-1', runId: 'run-1' };

    expect(await resultOf()).toMatchObject({ result: ['', '', expect.any(Number)] });
    expect(await resultOf()).toEqual(await resultOf({ workflowId: '', runId: '' }));
    expect(await resultOf(ids)).toMatchObject({ result: ['order-1', 'run-1', expect.any(Number)] });
  });

  it('waits for nothing once it has ended, whatever was open', async () => {
    const ended = order(async () => {
      void sleep(60);
      return 'done';
    });
    const history = new HistoryBuilder().decisionTaskStarted().build();
    expect(await replayFlow(ended, history)).toMatchObject({ outcome: { result: 'done' }, waiting: [] });
  });

  it('decides nothing without an open task, whatever was held back', async () => {
    const many = order(() => Promise.all(Array.from({ length: 960 }, () => charge(1))));
    const { history } = await play(many, undefined);

    expect(history.last?.name).toBe('ActivityTaskScheduled');
    expect(await replayFlow(many, history)).toMatchObject({ decisions: [] });
  });

  it('shows no state if that cannot be read, as readers of the run see none', async () => {
    const stateless = order(async () => {
      publish(() => {
        throw new Error('no state yet');
      });
      await sleep(60);
    });
    const { history } = await play(stateless, undefined);

    expect(await replayFlow(stateless, history)).toMatchObject({ turns: 1, state: undefined });
  });

  it('suggests to continue as new when its decider did', async () => {
    const endless = order(async () => {
      for (;;) {
        await sleep(1);
        if (info().continueAsNewSuggested) continueAsNew(undefined);
      }
    });
    const history = new HistoryBuilder().decisionTask().timerStarted('sleep-1').timerFired('sleep-1');
    const replayed = async (options?: ReplayOptions) =>
      (await replayFlow(endless, history.build(), options)).decisions.map(String);
    history.decisionTaskStarted();

    expect(await replayed()).toEqual(['StartTimer "sleep-2"']);
    expect(await replayed({ suggestContinueAsNewAt: 5 })).toEqual(['ContinueAsNewWorkflowExecution']);
    await expect(replayed({ suggestContinueAsNewAt: 0 })).rejects.toThrow('suggestContinueAsNewAt must be');
  });

  it('warns of other versions, durations and inputs', async () => {
    const p = await play(original, undefined);
    await p.complete(charge, 'receipt');
    const changed = activity<number, string>('charge', '1.1', { startToCloseTimeout: 60 });
    const code = order(async () => {
      version('audit', { max: 2 });
      await changed(2); // changed
      await Promise.all([sleep(90), approve.next(), condition(() => false), approval.ask()]);
    });
    const { warnings } = await replayFlow(code, p.history);

    expect(warnings.map(({ what, field }) => `${what}: ${field}`)).toEqual([
      'activity charge-1 (charge@1.1): startToCloseTimeout',
      'activity charge-1 (charge@1.1): version',
      'activity charge-1 (charge@1.1): input',
      'timer sleep-1: startToFireTimeout',
    ]);
    expect(warnings[0]).toMatchObject({ eventId: 6, at: expect.stringMatching(lineOf('changed')) });
    expect(await replayFlow(code, p.history, { checkInputs: 'off' })).toMatchObject({ warnings: [] });
    const error: unknown = await replayFlow(code, p.history, { checkInputs: 'error' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(NonDeterminismError.is(error) && error.message).toMatch(
      /event 6 is ActivityTaskScheduled charge-1 \(charge@1\.0\) with another startToCloseTimeout; the code called activity charge-1 \(charge@1\.1\) at /,
    );
  });

  it('keeps the retries of recorded calls, whatever the code says now', async () => {
    const retried = order(async () => charge(1));
    const p = await play(retried, undefined);
    await p.fail(charge, new Error('declined'));
    await p.fire();
    const never = activity<number, string>('charge', '1.0', { startToCloseTimeout: 30 });
    const often = activity<number, string>('charge', '1.0', {
      startToCloseTimeout: 30,
      retry: { maximumAttempts: 9, initialInterval: 50 },
    });

    for (const changed of [never, often]) {
      const { warnings, waiting } = await replayFlow(
        order(async () => changed(1)),
        p.history,
      );
      expect(warnings).toEqual([]);
      expect(waiting.map(({ id }) => id)).toEqual(['charge-1']);
    }
  });

  it('shows the events around a mismatch, and the turn', async () => {
    const p = await play(original, undefined);
    const error: unknown = await replayFlow(
      order(async () => {
        await sleep(1); // sleeps
      }),
      p.history,
    ).catch((thrown: unknown) => thrown);

    if (!NonDeterminismError.is(error)) throw error;
    // As a logger prints it: nothing of the flow's own objects.
    expect(inspect(error)).not.toMatch(/\[Function|Called \{/);
    expect(error).toMatchObject({
      eventId: 6,
      startedEventId: 3,
      turn: 1,
      at: expect.stringMatching(lineOf('sleeps')),
    });
    expect(error.history.map(({ id }) => id)).toEqual([5, 6]);
    expect(error.advice).toMatch(/^Guard the change with version/);
  });
});

describe('A history', () => {
  const other = order(async () => sleep(1));

  it('may be iterable only once', async () => {
    const { history } = await play(original, undefined);
    function* once() {
      yield* history;
    }
    const again = await replayFlow(original, once());
    expect([again.turns, again.waiting.map(({ what }) => what)]).toEqual([1, ['activity charge-1 (charge@1.0)']]);
    await expect(replayFlow(other, once())).rejects.toSatisfy(NonDeterminismError.is);
    const recorded = { execution: { workflowId: 'order-1' }, history: once() };
    for await (const { error } of replayAll([other], [recorded])) expect(error).toSatisfy(NonDeterminismError.is);
    expect.assertions(3);
  });

  it('is refused without its beginning, which would fit any code', async () => {
    const { history } = await play(original, undefined);
    const events = [...history];
    const begin = 'history must begin with event 1, WorkflowExecutionStarted, got';
    for (const [part, message] of [
      [[], `${begin} no event`],
      [events.slice(1), `${begin} event 2, DecisionTaskScheduled`],
      [undefined as never, 'history must be the events of a run, got undefined'],
    ] as const) {
      await expect(replayFlow(other, part)).rejects.toThrow(message);
      const recorded = { execution: { workflowId: 'order-1' }, history: part };
      for await (const { error } of replayAll([other], [recorded])) expect(error).toMatchObject({ message });
    }
    expect.assertions(6);
  });
});

describe('replayAll', () => {
  it('streams what happened to each history', async () => {
    const p = await play(original, undefined, { workflowId: 'one' });
    const q = await play(
      workflow('refund', '1.0', {}, async () => 'refunded'),
      undefined,
    );
    const broken = workflow('refund', '1.0', {}, async () => sleep(1));
    const histories = [
      { execution: { workflowId: 'one' }, history: p.history },
      { execution: { workflowId: 'two', runId: 'r' }, history: q.history },
    ];
    const found: unknown[] = [];
    for await (const { execution, error } of replayAll([original, broken], histories)) {
      found.push([execution.workflowId, NonDeterminismError.is(error) && error.eventId]);
    }
    expect(found).toEqual([
      ['one', false],
      ['two', 5],
    ]);

    const other = workflow('return', '1.0', {}, async () => {});
    const unknown = await replayAll([original, other], histories.slice(1)).next();
    expect(unknown.value?.error).toHaveProperty(
      'message',
      'workflow type must be one of order@1.0, return@1.0, got refund@1.0',
    );
  });
});
