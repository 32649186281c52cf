import type { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, type ActorLogger, Decider, type DecisionTask, type RunningActors } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { DecisionBatch, TimerDecision } from '@swf/decisions';
import type { ActivityTask } from '@swf/models';
import { describe, expectTypeOf, it } from 'vitest';

const domain = { name: 'orders' };

describe('Types', () => {
  it('let an activity declare its input, which is unknown otherwise', () => {
    new ActivityWorker(domain, 'list', {
      activities: {
        declared: (input: { amount: number }) => input.amount,
        undeclared: (input, { signal, heartbeat }) => {
          expectTypeOf(input).toBeUnknown();
          expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
          heartbeat({ step: 1 });
        },
        isolated: isolated({ module: new URL('file:///resize.js'), isolation: 'process' }),
      },
    });
    // @ts-expect-error an isolation that there isn't
    isolated({ module: '/a.js', isolation: 'vm' });
  });

  it('let decide return a batch, a list, a promise of either, or nothing', () => {
    new Decider(domain, 'list', { decide: ({ history }) => new DecisionBatch(history) });
    new Decider(domain, 'list', { decide: () => [TimerDecision.start({ timerId: 't', startToFireTimeout: 1 })] });
    new Decider(domain, 'list', { decide: async () => undefined });
    // @ts-expect-error a string is no decision
    new Decider(domain, 'list', { decide: () => 'complete' });
  });

  it('give events the task of their actor', () => {
    const decider = new Decider(domain, 'list');
    const worker = new ActivityWorker(domain, { name: 'list' });
    decider.on('task', (task) => expectTypeOf(task).toEqualTypeOf<DecisionTask>());
    worker.on('failed', ({ task, reason }) => {
      expectTypeOf(task).toEqualTypeOf<ActivityTask>();
      expectTypeOf(reason).toBeString();
    });
    worker.on('error', (error, task) => {
      expectTypeOf(error).toBeUnknown();
      expectTypeOf(task).toEqualTypeOf<ActivityTask | undefined>();
    });
    // @ts-expect-error an event that there isn't
    worker.on('finished', () => {});
  });

  it('let actors of any kind run together, with options last', () => {
    expectTypeOf(
      Actor.run(new Decider(domain, 'a'), new ActivityWorker(domain, 'b'), { stopOn: ['SIGTERM'] }),
    ).toEqualTypeOf<Promise<RunningActors>>();
    // @ts-expect-error options come last
    void Actor.run({ stopOn: ['SIGTERM'] }, new Decider(domain, 'a'));
  });

  it('accept console as a logger, and an SDK client as a client', () => {
    expectTypeOf<Console>().toExtend<ActorLogger>();
    expectTypeOf<SWFClient>().toExtend<Decider['client']>();
  });
});
