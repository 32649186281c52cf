import { SWFClient } from '@aws-sdk/client-swf';
import { Actor, type ActorOptions, type PollOptions } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { RateLimitExceededError } from '@swf/settings/errors';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { deferred, turns } from '../support/service.js';
import { silent } from '../support/silent.js';

const unused: SWFClient = createLocalService().client();

interface ManualPoll {
  readonly taskList: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (task: string | Error | undefined) => void;
}

/** An actor whose polls and tasks end when the test says so. */
class ManualActor extends Actor<string> {
  readonly polls: ManualPoll[] = [];
  readonly tasks: { readonly task: string; readonly end: () => void }[] = [];
  readonly #lists: readonly string[];

  constructor(options: ActorOptions, lists = ['list']) {
    super({ name: 'test' }, 'list', { client: unused, logger: silent, ...options });
    this.#lists = lists;
  }

  protected override get taskLists(): readonly string[] {
    return this.#lists;
  }

  override async poll({ onWaited, taskList, signal }: PollOptions = {}): Promise<string | undefined> {
    const { promise, resolve } = deferred<string | Error | undefined>();
    this.polls.push({ taskList, signal, resolve });
    const task = await promise;
    if (task instanceof Error) throw task;
    // As an empty poll of SWF's, it has lasted.
    onWaited?.(60);
    return task;
  }

  protected override handle(task: string): Promise<void> {
    const work = deferred();
    this.tasks.push({ task, end: () => work.resolve() });
    return work.promise;
  }

  /** The task lists of the open polls, in order. */
  get polledLists(): readonly unknown[] {
    return this.polls.map(({ taskList }) => taskList).sort();
  }

  /** Ends the first open poll of that list. */
  async endOf(taskList: string, task: string | Error): Promise<void> {
    const [poll] = this.polls.splice(
      this.polls.findIndex((open) => open.taskList === taskList),
      1,
    );
    poll?.resolve(task);
    await turns();
  }

  /** Ends the first open polls at the same moment. */
  async end(...tasks: (string | Error | undefined)[]): Promise<void> {
    for (const [index, poll] of this.polls.splice(0, tasks.length).entries()) poll.resolve(tasks[index]);
    await turns();
  }

  async endTasks(): Promise<void> {
    for (const { end } of this.tasks.splice(0)) end();
    await turns();
  }
}

async function started(options: ActorOptions, lists?: string[]): Promise<ManualActor> {
  const actor = new ManualActor(options, lists);
  await actor.start();
  await turns();
  return actor;
}

describe('The polls of an actor', () => {
  it('follow the load up to the concurrency, and back down to the minimum', async () => {
    const actor = await started({ concurrency: 4 });
    expect(actor.polls).toHaveLength(1);
    await actor.end('a');
    expect(actor.polls).toHaveLength(2);
    await actor.end('b');
    expect(actor.polls).toHaveLength(2);
    await actor.end('c');
    expect([actor.polls.length, actor.tasks.length]).toEqual([1, 3]);
    await actor.end('d');
    expect([actor.polls.length, actor.tasks.length]).toEqual([0, 4]);
    expect(actor.health().freeSlots).toBe(0);

    await actor.endTasks();
    // The three that there were when the last slot was taken.
    expect(actor.polls).toHaveLength(3);
    await actor.end(undefined);
    expect(actor.polls).toHaveLength(2);
    await actor.end(undefined);
    expect(actor.polls).toHaveLength(1);
    await actor.end(undefined);
    expect(actor.polls).toHaveLength(1);
    expect(actor.health()).toMatchObject({ freeSlots: 4, openPolls: 1 });

    const stopped = actor.stop();
    await actor.end(undefined);
    await stopped;
  });

  it.each([1, 2])('never fall below the minimum of %s, even if all end empty at once', async (minimum) => {
    const actor = await started({ concurrency: 10, minimumPollers: minimum });
    await actor.end(...actor.polls.map(() => 'task'));
    expect(actor.polls.length).toBeGreaterThan(minimum);
    await actor.end(...actor.polls.map(() => undefined));

    expect(actor.polls).toHaveLength(minimum);
    await actor.endTasks();
    const stopped = actor.stop();
    await actor.end(...actor.polls.map(() => undefined));
    await stopped;
  });

  it('end when the actor drains, but the task of an open one is handled', async () => {
    const actor = await started({ concurrency: 2 });
    const ended = vi.fn();
    const stopped = actor.stop().then(ended);
    await actor.end('late');
    expect([actor.polls.length, actor.tasks.length]).toEqual([0, 1]);
    expect(ended).not.toHaveBeenCalled();

    await actor.endTasks();
    await stopped;
  });

  it('that fail while the actor drains are neither reported nor repeated', async () => {
    const heard = vi.fn();
    const actor = await started({ concurrency: 1 });
    for (const name of ['retry', 'error', 'polled'] as const) actor.on(name, heard);
    const stopped = actor.stop();
    await actor.end(new RateLimitExceededError('Rate exceeded'));
    await stopped;

    expect(actor.polls).toEqual([]);
    expect(heard).not.toHaveBeenCalled();
    expect(actor.health().openPolls).toBe(0);
  });

  it('do not begin after the actor has begun to stop, at whichever moment that is', async () => {
    for (let moment = 0; moment < 30; moment += 1) {
      const actor = await started({ concurrency: 1 });
      await actor.end('task');
      actor.tasks[0]?.end();
      for (let tick = 0; tick < moment; tick += 1) await Promise.resolve();
      const before = actor.polls.length;
      const stopped = actor.stop();
      await turns();

      expect(actor.polls).toHaveLength(before);
      await actor.end(...actor.polls.map(() => undefined));
      await stopped;
    }
  });

  it.each([
    ['go on, as SWF would lose a task that it dispatches to one', new SWFClient({ region: 'us-east-1' }), false],
    ['are aborted, if the service in this process takes the task back', unused, true],
  ])('that are open when the actor stops %s', async (_, client, isAborted) => {
    const actor = await started({ concurrency: 1, client });
    const signal = actor.polls[0]?.signal;
    expect(signal?.aborted).toBe(false);
    const stopped = actor.stop();

    expect(signal?.aborted).toBe(isAborted);
    await actor.end(undefined);
    await stopped;
  });

  it('of several task lists share the slots, of which each list can have one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const actor = await started({ concurrency: 4 }, ['a', 'b']);
    expect(actor.polledLists).toEqual(['a', 'b']);
    for (const task of ['first', 'second']) {
      await actor.endOf('a', task);
      await actor.endTasks();
    }
    expect(actor.polledLists).toEqual(['a', 'a', 'a', 'b']);

    // The list that is throttled waits without a slot, which another list does not take for good.
    await actor.endOf('b', new RateLimitExceededError('Rate exceeded'));
    await actor.endOf('a', 'task');
    expect(actor.polledLists).toEqual(['a', 'a', 'a']);
    await actor.endTasks();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(actor.polledLists).toEqual(['a', 'a', 'a', 'b']);

    const stopped = actor.stop();
    await actor.end(...actor.polls.map(() => undefined));
    await stopped;
  });

  it('are retried forever after errors, with short delays again after a success', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.000_01);
    const failures: number[] = [];
    let calls = 0;
    class Failing extends ManualActor {
      override poll(options: PollOptions): Promise<string | undefined> {
        calls += 1;
        if (calls === 31) return super.poll(options);
        return Promise.reject(new RateLimitExceededError('Rate exceeded'));
      }
    }
    const actor = new Failing({ concurrency: 1 });
    actor.on('retry', (retry) => failures.push(retry.failures));
    await actor.start();
    await eventually(() => expect(calls).toBe(31));
    await actor.end(undefined);
    await eventually(() => expect(calls).toBeGreaterThan(40));
    const stopped = actor.stop({ polls: 'abort' });
    random.mockRestore();
    await stopped;

    expect(failures.slice(0, 3)).toEqual([1, 2, 3]);
    expect(failures.slice(30, 33)).toEqual([1, 2, 3]);
    expect(actor.health().freeSlots).toBe(1);
  });
});
