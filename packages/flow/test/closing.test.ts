import {
  condition,
  continueAsNew,
  FlowDecider,
  human,
  now,
  publish,
  RunFailedError,
  sideEffect,
  signal,
  sleep,
  workflow,
} from '@swf/flow';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { answerTo, taskOf } from './support/decision-task.js';
import { flowService, linesOf, RESIDENCE } from './support/flow-service.js';

const options = { taskList: 'flows' };
const ready = signal<number>('ready');
const done = workflow('done', '1.0', options, async () => 'done');
const endless = workflow('endless', '1.0', options, async () => continueAsNew(undefined));

const shownBy = ({ type, attributes }: { readonly type: string; readonly attributes: object }) => [type, attributes];

describe('A close that SWF refuses', () => {
  it('is sent again after a wait if its rate is exceeded', async () => {
    const refused = new HistoryBuilder()
      .decisionTask()
      .continueAsNewWorkflowExecutionFailed({ cause: 'CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED' });
    const { decisions } = await replayFlow(endless, refused.decisionTaskStarted().build());
    expect(decisions.map(shownBy)).toEqual([['StartTimer', { timerId: '$throttled-1', startToFireTimeout: '1' }]]);

    const waited = refused
      .decisionTaskCompleted()
      .timerStarted('$throttled-1', { startToFireTimeout: 1 })
      .timerFired('$throttled-1')
      .decisionTaskStarted();
    const again = await replayFlow(endless, waited.build());
    expect(again.decisions.map(({ type }) => type)).toEqual(['ContinueAsNewWorkflowExecution']);
  });

  it('is reported and sent again after a minute if it is not permitted', async () => {
    const history = new HistoryBuilder({ workflowType: { name: 'done', version: '1.0' } })
      .decisionTask()
      .completeWorkflowExecutionFailed({ cause: 'OPERATION_NOT_PERMITTED' })
      .decisionTaskStarted()
      .build();
    const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [done], register: false });
    const errors: unknown[] = [];
    decider.on('error', (error) => errors.push(error));
    const answer = await answerTo(decider, taskOf(history, 'done'));

    expect(answer).toMatchObject({
      decisions: [{ attributes: { timerId: 'close.refused-1', startToFireTimeout: '60' } }],
    });
    expect(errors).toMatchObject([{ code: 'OPERATION_NOT_PERMITTED' }]);
  });

  it('is sent again after a minute doubling to an hour, as often as it is refused', async () => {
    const run = new HistoryBuilder().decisionTask();
    for (const [index, seconds] of [60, 120, 240, 480, 960, 1920, 3600, 3600].entries()) {
      const timer = `close.refused-${index + 1}`;
      run.completeWorkflowExecutionFailed({ cause: 'OPERATION_NOT_PERMITTED' }).decisionTaskStarted();
      const { decisions } = await replayFlow(done, run.build());
      expect(decisions.map(shownBy)).toEqual([['StartTimer', { timerId: timer, startToFireTimeout: `${seconds}` }]]);
      run.decisionTaskCompleted().timerStarted(timer).timerFired(timer).decisionTask();
    }
  });

  it('fails the run if no later try could continue it', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('upgrading', '1.0', options, async () =>
      continueAsNew(undefined, { workflowTypeVersion: '9.9' }),
    );
    await service.run({ workflows: [definition] });
    const run = await definition.start(domain, { workflowId: 'upgrading', client });

    await expect(service.result(run)).rejects.toThrow(/WORKFLOW_TYPE_DOES_NOT_EXIST/);
    await expect(service.result(run)).rejects.toSatisfy(RunFailedError.is);
  });
});

describe('A marker that SWF refuses', () => {
  it('fails the run, which would not find its value again', async () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .recordMarkerFailed('flow:value:port-1')
      .timerStarted('sleep-1')
      .decisionTaskStarted()
      .build();
    const definition = workflow('recording', '1.0', options, async () => {
      sideEffect('port', () => 4567);
      await sleep(60);
    });
    const { decisions } = await replayFlow(definition, history);

    expect(decisions.map(shownBy)).toMatchObject([
      ['FailWorkflowExecution', { reason: expect.stringContaining('OPERATION_NOT_PERMITTED') }],
    ]);
  });
});

describe('A run that fails by a refused marker', () => {
  const later = (): Promise<unknown> => {
    const start = now().getTime();
    return condition(() => now().getTime() > start + 300_000);
  };
  const started = (run: HistoryBuilder) => run.timerStarted('sleep-1');
  const asked = () => human<boolean>('approve').ask({ amount: 1 });

  it.each<[string, () => Promise<unknown>, begun: typeof started, goOn: typeof started]>([
    ['a timer that fires', () => sleep(60), started, (run) => run.timerFired('sleep-1')],
    ['a signal', () => ready.next(), (run) => run, (run) => run.workflowExecutionSignaled('ready', { input: '1' })],
    ['a cancel request', () => sleep(60), started, (run) => run.workflowExecutionCancelRequested()],
    ['a condition that comes true', later, (run) => run, (run) => run.advance({ minutes: 10 })],
    ['a question that it shows', asked, (run) => run, (run) => run],
  ])('neither goes on with nor waits for %s', async (_, wait, begun, goOn) => {
    let isOver = false;
    const definition = workflow('recording', '1.0', options, async () => {
      if (begun === started) publish(() => 'waiting');
      const waiting = wait();
      await sleep(1);
      sideEffect('port', () => 4567);
      await waiting.finally(() => {
        isOver = true;
      });
    });
    const refused = begun(new HistoryBuilder().decisionTask())
      .timerStarted(begun === started ? 'sleep-2' : 'sleep-1')
      .timerFired(begun === started ? 'sleep-2' : 'sleep-1')
      .decisionTask()
      .recordMarkerFailed('flow:value:port-1');
    const history = goOn(refused).decisionTaskStarted().build();
    const decider = new FlowDecider({ name: 'flows' }, 'flows', { workflows: [definition], register: false });
    const answer = await answerTo(decider, taskOf(history, 'recording'));

    expect(answer).toMatchObject({ decisions: [{ type: 'FailWorkflowExecution' }] });
    expect(answer).toHaveProperty('executionContext', undefined);
    expect(isOver).toBe(false);
  });

  it('fails even if SWF refuses its close in the same answer', async () => {
    const definition = workflow('recording', '1.0', options, async () => sideEffect('port', () => 4567));
    const history = new HistoryBuilder()
      .decisionTask()
      .recordMarkerFailed('flow:value:port-1')
      .completeWorkflowExecutionFailed({ cause: 'OPERATION_NOT_PERMITTED' })
      .decisionTaskStarted();
    const { decisions } = await replayFlow(definition, history.build());

    expect(decisions.map(({ type }) => type)).toEqual(['FailWorkflowExecution']);
  });
});

describe.each(Object.entries(RESIDENCE))('A run %s that ends', (_, residents) => {
  it('warns once about signals that it has not read, and handlers that it cancels', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const lines = linesOf();
    const definition = workflow('leaving', '1.0', options, async () => {
      await sleep(5);
      const begun = signal('begun');
      begun.on(async () => {
        await sleep(3600);
      });
      await sleep(5);
    });
    await service.run({ workflows: [definition], residents, logger: lines.logger });
    const run = await definition.start(domain, { workflowId: 'leaving', client });
    await run.signal(ready, 1);
    await run.signal(ready, 2);
    await run.signal(signal('begun'), undefined);

    await service.result(run);
    expect(lines.warnings).toMatchObject([
      [{ workflowId: 'leaving', signal: 'begun' }, 'signal handler was canceled'],
      [{ unread: { ready: 2 } }, 'workflow ends with signals that nobody has read'],
    ]);
  });

  it('lets signal handlers call activities, timers and children', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('handling', '1.0', options, async () => {
      const heard: number[] = [];
      ready.on(async (value) => {
        await sleep(10);
        heard.push(value);
      });
      await sleep(60);
      return heard;
    });
    const errors = await service.run({ workflows: [definition], residents });
    const run = await definition.start(domain, { workflowId: 'handling', client });
    await run.signal(ready, 7);

    expect(await service.result(run)).toEqual([7]);
    expect(errors).toEqual([]);
    await service.replay(definition, run.execution);
  });
});

describe('A signal handler that throws', () => {
  it('fails its run', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('rejecting', '1.0', options, async () => {
      ready.on(async (value) => {
        await null;
        throw new Error(`cannot take ${value}`);
      });
      await sleep(3600);
    });
    await service.run({ workflows: [definition] });
    const run = await definition.start(domain, { workflowId: 'rejecting', client });
    await run.signal(ready, 7);

    await expect(service.result(run)).rejects.toThrow('cannot take 7');
  });
});

describe('Run.result', () => {
  it('reads the newest event, and does not describe the execution', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const sent: (string | undefined)[] = [];
    client.middlewareStack.add(
      (next, { commandName }) =>
        (given) => {
          sent.push(commandName);
          return next(given);
        },
      { step: 'initialize' },
    );
    const definition = workflow('counting', '1.0', options, async (left: number): Promise<string> => {
      await sleep(10);
      if (left > 0) continueAsNew(left - 1);
      return 'counted';
    });
    await service.run({ workflows: [definition] });
    const run = await definition.start(domain, { workflowId: 'counting', input: 2, client });

    expect(await run.result()).toBe('counted');
    expect(sent).toContain('GetWorkflowExecutionHistoryCommand');
    expect(sent).not.toContain('DescribeWorkflowExecutionCommand');
  });

  it('gives up after maxWaitTime', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('waiting', '1.0', options, async () => ready.next());
    await service.run({ workflows: [definition] });
    const run = await definition.start(domain, { workflowId: 'waiting', client });

    await expect(run.result({ maxWaitTime: 0.01 })).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
  });
});
