import {
  FlowDecider,
  human,
  info,
  onAnySignal,
  race,
  type SignalMeta,
  scope,
  signal,
  sleep,
  workflow,
} from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { play } from '@swf/flow/testing';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, RUN_HASH, taskOf } from './support/decision-task.js';
import { linesOf } from './support/flow-service.js';
import { numberFrom } from './support/schemas.js';

const approval = human('approval', { schema: numberFrom('text') });
const other = human('other');
const add = signal('add', { schema: numberFrom('text') });
const text = (value: unknown) => ({ input: JSON.stringify(value) });

/** The warnings that a decider logs of a run, without its identity, and what the run returns. */
async function warnedOf(run: () => Promise<unknown>, happen: (history: HistoryBuilder) => HistoryBuilder) {
  const { warnings, logger } = linesOf();
  const definition = workflow('hearing', '1.0', {}, run);
  const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [definition], register: false, logger });
  const history = happen(new HistoryBuilder().decisionTask()).decisionTaskStarted().build();
  const { decisions } = await answerTo(decider, taskOf(history, 'hearing'));
  const identity = { workflowId: 'hearing-1', runId: 'run', workflowType: { name: 'hearing', version: '1.0' } };
  for (const [fields] of warnings) expect(fields).toMatchObject(identity);
  return {
    warnings: warnings.map(([fields, message]) => [
      Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in identity))),
      message,
    ]),
    attributes: decisions[0]?.attributes,
  };
}

describe('An answer', () => {
  const asking = () => Promise.all([other.ask(), approval.ask()]);
  const unmatched = 'input does not match its schema: not a number';

  it.each<[string, unknown, warning: readonly unknown[]]>([
    [
      'to a question that nobody asked',
      { id: `approval-2:${RUN_HASH}`, answer: '1' },
      [{ step: 'approval', eventId: 5, id: `approval-2:${RUN_HASH}` }, 'dropped an answer to an unknown question'],
    ],
    [
      'to a question of another step',
      { id: `other-1:${RUN_HASH}`, answer: '1' },
      [{ step: 'approval', eventId: 5, id: `other-1:${RUN_HASH}` }, 'dropped an answer to an unknown question'],
    ],
    ['to nothing', null, [{ step: 'approval', eventId: 5, id: undefined }, 'dropped an answer to an unknown question']],
    [
      'that does not match its schema',
      { id: `approval-1:${RUN_HASH}`, answer: 'x' },
      [
        { step: 'approval', eventId: 5 },
        `dropped an answer: InvalidPayloadError: ${unmatched.replace('input', 'payload')}`,
      ],
    ],
  ])('is dropped with a warning, and its question stays open: %s', async (_, answer, warning) => {
    const { warnings, attributes } = await warnedOf(asking, (history) =>
      history
        .workflowExecutionSignaled('approval', text(answer))
        .workflowExecutionSignaled('approval', text({ id: `approval-1:${RUN_HASH}`, answer: '2' }))
        .workflowExecutionSignaled('other', text({ id: `other-1:${RUN_HASH}`, answer: 'yes' })),
    );
    expect(warnings).toEqual([warning]);
    expect(attributes).toEqual({ result: '["yes",2]' });
  });

  it('is dropped if it comes a second time', async () => {
    const { warnings } = await warnedOf(asking, (history) =>
      history
        .workflowExecutionSignaled('approval', text({ id: `approval-1:${RUN_HASH}`, answer: '2' }))
        .workflowExecutionSignaled('approval', text({ id: `approval-1:${RUN_HASH}`, answer: '3' })),
    );
    expect(warnings).toEqual([
      [{ step: 'approval', eventId: 7, id: `approval-1:${RUN_HASH}` }, 'dropped an answer to an unknown question'],
    ]);
  });
});

describe('A signal that does not match its schema', () => {
  const dropped = 'dropped a signal: payload does not match its schema: not a number';

  it('is dropped with a warning by a handler, and by unread()', async () => {
    const heard: number[] = [];
    const run = async () => {
      heard.length = 0;
      await signal('go').next();
      heard.push(...add.unread());
      add.on((value) => void heard.push(value));
      await sleep(60);
    };
    const { warnings } = await warnedOf(run, (history) =>
      history
        .workflowExecutionSignaled('add', text('x'))
        .workflowExecutionSignaled('add', text('1'))
        .workflowExecutionSignaled('go')
        .workflowExecutionSignaled('add', text('y'))
        .workflowExecutionSignaled('add', text('2')),
    );
    expect(heard).toEqual([1, 2]);
    expect(warnings.map(([, message]) => message)).toEqual([dropped, dropped]);
    expect(warnings[0]?.[0]).toEqual({ signalName: 'add', eventId: 5 });
  });
});

describe('onAnySignal', () => {
  it('says when a signal came, and which execution sent it', async () => {
    const heard: SignalMeta[] = [];
    const listening = workflow('listening', '1.0', {}, async () => {
      // A replay calls the function again.
      heard.length = 0;
      onAnySignal((_name, _payload, meta) => void heard.push(meta));
      await sleep(60);
    });
    const sender = { workflowId: 'parent-1', runId: 'run-1' };
    const history = new HistoryBuilder()
      .workflowExecutionSignaled('go', { externalWorkflowExecution: sender })
      .workflowExecutionSignaled('go')
      .decisionTaskStarted()
      .build();
    await replayFlow(listening, history);
    const [first, second] = history.filter({ name: 'WorkflowExecutionSignaled' });

    expect(heard).toEqual([
      { eventId: first?.id, timestamp: first?.timestamp, sender },
      { eventId: second?.id, timestamp: second?.timestamp, sender: undefined },
    ]);
    for (const each of [...heard, heard[0]?.sender]) expect(each).toSatisfy(Object.isFrozen);
  });
});

describe("onAnySignal's handler", () => {
  it('can call what the function around it can', async () => {
    const definition = workflow('listening', '1.0', {}, async () => {
      onAnySignal((name) => void sleep(60, { id: name }));
      await sleep(1);
    });
    const history = new HistoryBuilder().workflowExecutionSignaled('go').decisionTaskStarted().build();

    const { decisions } = await replayFlow(definition, history);
    expect(decisions.map(String)).toEqual(['StartTimer "sleep-1"', 'StartTimer "go"']);
  });

  it('takes a signal from those who read it later', async () => {
    const go = signal<number>('go');
    const definition = workflow('listening', '1.0', {}, async () => {
      const read: unknown[] = [];
      onAnySignal(() => void read.push(go.unread()));
      await sleep(10);
      return [...read, go.unread()];
    });
    const p = await play(definition);
    await p.signal(go, 7);
    await p.fire();

    expect(p.outcome).toEqual({ closeStatus: 'COMPLETED', result: [[7], []] });
  });

  it('is called until its scope is left', async () => {
    const definition = workflow('listening', '1.0', {}, async () => {
      const heard: string[] = [];
      await scope(async () => {
        onAnySignal((name) => void heard.push(name));
        await sleep(5);
      });
      const listen = async () => {
        onAnySignal((name) => void heard.push(`loser: ${name}`));
        await sleep(60);
      };
      await race(listen, () => sleep(5));
      await sleep(10);
      return heard;
    });
    const p = await play(definition);
    for (const name of ['one', 'two', 'three']) {
      await p.signal(signal(name));
      await p.fire();
    }

    expect(p.outcome).toMatchObject({ result: ['one', 'loser: two'] });
  });

  it('can call it again: the new handler gets the signals to come', async () => {
    const definition = workflow('listening', '1.0', {}, async () => {
      const heard: string[] = [];
      const listen = (by: string) =>
        onAnySignal((name) => {
          heard.push(`${by}: ${name}`);
          if (by === 'first' && name === 'one') listen('second');
        });
      listen('first');
      await sleep(10);
      return heard;
    });
    const p = await play(definition);
    await p.signal(signal('one'));
    await p.signal(signal('two'));
    await p.fire();

    expect(p.outcome).toMatchObject({ result: ['first: one', 'first: two', 'second: two'] });
  });
});

describe('info().parent', () => {
  it('is the execution that started the run', async () => {
    const parent = { workflowId: 'parent-1', runId: 'run-1' };
    const definition = workflow('child', '1.0', {}, async () => info().parent);
    const history = new HistoryBuilder({ parentWorkflowExecution: parent }).decisionTaskStarted().build();

    expect((await replayFlow(definition, history)).outcome).toEqual({ closeStatus: 'COMPLETED', result: parent });
  });
});
