import type { SWFClient } from '@aws-sdk/client-swf';
import { Actor } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { setClient } from '@swf/settings';
import { ConnectionError, LimitExceededError, RateLimitExceededError, type SwfError } from '@swf/settings/errors';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { silent } from '../support/silent.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/**
 * An actor that records when it polls; each poll returns a task that is done at once, or is
 * throttled.
 */
class PollingActor extends Actor<object> {
  readonly polledAt: number[] = [];
  isThrottled = false;
  refusal: SwfError = new RateLimitExceededError('Rate exceeded');

  constructor(client: SWFClient | undefined, minimumPollers = 1) {
    super({ name: 'test' }, 'list', { client, logger: silent, concurrency: minimumPollers, minimumPollers });
  }

  override async poll(): Promise<object> {
    this.polledAt.push(performance.now());
    if (this.isThrottled) throw this.refusal;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return {};
  }

  protected override async handle(): Promise<void> {}

  /** Starts, and resolves to the seconds until the first poll, to a tenth. */
  async firstPoll(): Promise<number> {
    const begun = performance.now();
    await this.start();
    while (this.polledAt.length === 0) await vi.advanceTimersByTimeAsync(50);
    return Math.round((Number(this.polledAt[0]) - begun) / 100) / 10;
  }
}

async function stopAll(...actors: PollingActor[]): Promise<void> {
  const stopped = actors.map((actor) => actor.stop({ polls: 'abort' }));
  await vi.advanceTimersByTimeAsync(20_000);
  await Promise.all(stopped);
}

describe('Throttling', () => {
  it('of one actor delays the polls of all actors with the same client, and of no others', async () => {
    const service = createLocalService();
    const client = service.client();
    const throttled = new PollingActor(client);
    throttled.isThrottled = true;
    await throttled.start();
    await vi.advanceTimersByTimeAsync(600_000);
    const [bystander, stranger] = [new PollingActor(client), new PollingActor(service.client())];
    expect(await stranger.firstPoll()).toBe(0);
    expect(await bystander.firstPoll()).toBe(10);

    throttled.isThrottled = false;
    await vi.advanceTimersByTimeAsync(60_000);
    const latecomer = new PollingActor(client);
    expect(await latecomer.firstPoll()).toBe(0);
    await stopAll(throttled, bystander, stranger, latecomer);
  });

  it('of a client that replaced another delays the polls with the new one', async () => {
    const service = createLocalService();
    onTestFinished(() => setClient(undefined));
    setClient(service.client());
    const throttled = new PollingActor(undefined);
    throttled.isThrottled = true;
    await throttled.start();
    await vi.advanceTimersByTimeAsync(0);
    setClient(service.client());
    await vi.advanceTimersByTimeAsync(600_000);

    const bystander = new PollingActor(undefined);
    expect(await bystander.firstPoll()).toBe(10);
    // Half of twenty seconds of its own, and as much that it shares.
    const [last, before] = [throttled.polledAt.at(-1), throttled.polledAt.at(-2)];
    expect(Number(last) - Number(before)).toBe(20_000);
    await stopAll(throttled, bystander);
  });

  it('of many polls at once counts once', async () => {
    const client = createLocalService().client();
    const throttled = new PollingActor(client, 100);
    throttled.isThrottled = true;
    await throttled.start();
    await vi.advanceTimersByTimeAsync(0);

    expect(throttled.polledAt).toHaveLength(100);
    // Half of the first delay, 0.2 seconds, with this jitter.
    const bystander = new PollingActor(client);
    expect(await bystander.firstPoll()).toBe(0.1);
    await stopAll(throttled, bystander);
  });

  it.each([
    [0.1, new LimitExceededError('too many polls', { fault: 'LimitExceededFault' })],
    [0, new ConnectionError('reset')],
  ])('delays other actors by %s s after %s', async (delay, refusal) => {
    const client = createLocalService().client();
    const throttled = new PollingActor(client);
    throttled.isThrottled = true;
    throttled.refusal = refusal;
    await throttled.start();
    await vi.advanceTimersByTimeAsync(0);

    const bystander = new PollingActor(client);
    expect(await bystander.firstPoll()).toBe(delay);
    await stopAll(throttled, bystander);
  });

  it('does not keep an actor from stopping that was to wait before its next poll', async () => {
    const client = createLocalService().client();
    const throttled = new PollingActor(client);
    throttled.isThrottled = true;
    await throttled.start();
    await vi.advanceTimersByTimeAsync(600_000);
    const bystander = new PollingActor(client);
    expect(await bystander.firstPoll()).toBe(10);
    const stopped = vi.fn();
    void bystander.stop({ polls: 'finish' }).then(stopped);
    await vi.advanceTimersByTimeAsync(100);

    expect(stopped).toHaveBeenCalledOnce();
    await stopAll(throttled);
  });

  it('doubles the delay of the next poll with each failure, up to half of twenty seconds', async () => {
    const actor = new PollingActor(createLocalService().client());
    actor.isThrottled = true;
    const delays: number[] = [];
    actor.on('retry', ({ delayInSeconds }) => delays.push(delayInSeconds));
    await actor.start();
    await vi.advanceTimersByTimeAsync(600_000);
    await stopAll(actor);

    // Its own delay after each failure, and as much that it shares with the others of its client.
    const pauses = actor.polledAt.slice(1, 10).map((at, index) => (at - Number(actor.polledAt[index])) / 1000);
    expect(pauses.map((pause) => Math.round(pause * 10) / 10)).toEqual([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 20, 20]);
    expect(delays.slice(0, 9)).toEqual([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10]);
    expect(Math.max(...delays)).toBe(10);
  });
});
