import type { SWFClient } from '@aws-sdk/client-swf';
import { Actor, type ActorOptions, type PollOptions } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { RateLimitExceededError } from '@swf/settings/errors';
import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { deferred, turns } from '../support/service.js';
import { silent } from '../support/silent.js';

const unused: SWFClient = createLocalService().client();

/** An actor whose polls and tasks end when the test says so. */
class ManualActor extends Actor<string> {
  readonly polls: ReturnType<typeof deferred<string | undefined>>[] = [];
  readonly tasks: { readonly task: string; readonly end: () => void }[] = [];

  constructor(options: ActorOptions) {
    super({ name: 'test' }, 'list', { client: unused, logger: silent, ...options });
  }

  override async poll({ onWaited }: PollOptions = {}): Promise<string | undefined> {
    const poll = deferred<string | undefined>();
    this.polls.push(poll);
    const task = await poll.promise;
    // As an empty poll of SWF's, it has lasted.
    onWaited?.(60);
    return task;
  }

  protected override handle(task: string): Promise<void> {
    const work = deferred();
    this.tasks.push({ task, end: () => work.resolve() });
    return work.promise;
  }

  /** Ends the first open polls at the same moment. */
  async end(...tasks: (string | undefined)[]): Promise<void> {
    for (const [index, poll] of this.polls.splice(0, tasks.length).entries()) poll.resolve(tasks[index]);
    await turns();
  }

  async endTasks(): Promise<void> {
    for (const { end } of this.tasks.splice(0)) end();
    await turns();
  }
}

async function started(options: ActorOptions): Promise<ManualActor> {
  const actor = new ManualActor(options);
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
    while (actor.polls.length > 1) {
      const before = actor.polls.length;
      await actor.end(undefined);
      expect(actor.polls.length).toBeLessThan(before);
    }
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
