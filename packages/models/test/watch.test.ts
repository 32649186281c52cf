import { Domain, type ModelDiff } from '@swf/models';
import { describe, expect, it, vi } from 'vitest';
// Loaded before the timers are faked: the test runner's own loading of a module takes timers.
import '../src/watch.js';
import { registered, rejection, useLocalService } from './support/local.js';
import { passOneWait, somebodyWaits, useFakeWaits } from './support/waiting.js';

const local = useLocalService();
useFakeWaits();

describe('watch', () => {
  it('yields when the upstream object starts to differ, or differs in another way', async () => {
    const { domain } = await registered();
    const seen: ModelDiff[] = [];
    const controller = new AbortController();
    const watching = (async () => {
      for await (const changes of domain.watch({ signal: controller.signal })) seen.push(changes);
    })();
    const ended = rejection(watching);
    await passOneWait();
    await domain.deprecate();
    await passOneWait();
    await passOneWait();
    expect(seen.map(({ attributes }) => attributes)).toEqual([['status']]);
    await domain.undeprecate();
    await passOneWait();
    await somebodyWaits();
    await domain.deprecate();
    await passOneWait();
    await somebodyWaits();
    controller.abort('enough');

    expect(await ended).toBe('enough');
    expect(seen.map(({ attributes }) => attributes)).toEqual([['status'], ['status']]);
    expect(seen[0]?.get('status')).toMatchObject({ local: 'REGISTERED', upstream: 'DEPRECATED' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('yields at once if the upstream object differs already, and stops with its reader', async () => {
    const { domain } = await registered();
    for await (const changes of domain.with({ description: 'local' }).watch()) {
      expect(changes.attributes).toEqual(['description']);
      break;
    }

    expect(vi.getTimerCount()).toBe(0);
  });

  it('watches types and executions', async () => {
    const { charge, order } = await registered();
    const execution = await order.startExecution();
    await charge.deprecate();
    await execution.terminate();

    const ofType = await charge.watch().next();
    const ofExecution = await execution.watch().next();
    expect(ofType.value).toMatchObject({ attributes: ['status'] });
    expect(ofExecution.value).toMatchObject({ attributes: ['executionStatus'] });
  });

  it('polls at growing intervals, and at the first again after a change', async () => {
    const { domain } = await registered();
    const controller = new AbortController();
    const watching = rejection(
      (async () => {
        for await (const _ of domain.watch({ intervalInSeconds: 10, signal: controller.signal }));
      })(),
    );
    const waits = [await passOneWait(), await passOneWait(), await passOneWait()];
    await somebodyWaits();
    await domain.deprecate();
    waits.push(await passOneWait(), await passOneWait());
    await somebodyWaits();
    controller.abort();
    await watching;

    expect(waits).toEqual([10, 15, 22.5, 33.75, 10]);
  });

  it('polls after 5 s, and then at intervals that grow to a minute, by default', async () => {
    const { domain } = await registered();
    const controller = new AbortController();
    const next = rejection(domain.watch({ signal: controller.signal }).next());
    const waits: number[] = [];
    while (waits.length < 9) waits.push(await passOneWait());
    await somebodyWaits();
    controller.abort('enough');

    expect(await next).toBe('enough');
    // Timers count whole milliseconds.
    const expected = [5, 7.5, 11.25, 16.875, 25.3125, 37.96875, 56.953125, 60, 60];
    expect(waits).toEqual(expected.map((seconds) => expect.closeTo(seconds, 2)));
  });

  it.each([
    ['when throttled', { fault: 'ThrottlingException' }],
    ['by a 5xx answer', { status: 503 }],
    ['by a lost connection', { disconnect: 'beforeApplied' }],
  ] as const)('slows down %s, and throws other errors', async (_, fault) => {
    const { domain } = await registered();
    const next = rejection(domain.watch().next());
    await passOneWait();
    await somebodyWaits();
    local.service.faults.set([{ ...fault, count: 3 }]);
    for (let count = 0; count < 3; count++) await passOneWait();
    await somebodyWaits();
    local.service.faults.set([{ fault: 'OperationNotPermittedFault' }]);
    await passOneWait();

    expect(await next).toMatchObject({ code: 'OPERATION_NOT_PERMITTED' });
  });

  it('throws if SWF cannot be reached at first', async () => {
    const { domain } = await registered();
    local.service.faults.set([{ disconnect: 'beforeApplied', count: 1 }]);

    expect(await rejection(domain.watch().next())).toMatchObject({ code: 'CONNECTION' });
  });

  it('throws if SWF does not know the object', async () => {
    expect(await rejection(new Domain('nowhere').watch().next())).toMatchObject({ code: 'DOES_NOT_EXIST' });
  });

  it('refuses an impossible interval', async () => {
    expect(await rejection(new Domain('x').watch({ intervalInSeconds: 0 }).next())).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});
