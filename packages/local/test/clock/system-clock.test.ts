import { SystemClock } from '@swf/local';
import { expect, it } from 'vitest';

it('returns the time of the machine', () => {
  const before = Date.now();
  expect(new SystemClock().now()).toBeGreaterThanOrEqual(before);
  expect(new SystemClock().now()).toBeLessThanOrEqual(Date.now());
});

it('fires a timer once, never early', async () => {
  const clock = new SystemClock();
  const at = clock.now() + 20.5;
  // The clock's timers do not hold the process; this one does, in their place.
  const hold = setInterval(() => {}, 1000);
  const firedAt = await new Promise<number>((resolve) => clock.setTimer(at, () => resolve(clock.now())));
  clearInterval(hold);
  expect(firedAt).toBeGreaterThanOrEqual(at);
});

it('fires a timer that is already due, but never within the call', async () => {
  const clock = new SystemClock();
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    clock.setTimer(clock.now() - 1000, () => {
      order.push('timer');
      resolve();
    });
    order.push('caller');
  });
  expect(order).toEqual(['caller', 'timer']);
});

it('does not fire a canceled timer', async () => {
  const clock = new SystemClock();
  const fired: string[] = [];
  const cancelDue = clock.setTimer(clock.now(), () => fired.push('due'));
  const cancelSoon = clock.setTimer(clock.now() + 5, () => fired.push('soon'));
  const cancelInAYear = clock.setTimer(clock.now() + 31_536_000_000, () => fired.push('in a year'));
  for (const cancel of [cancelDue, cancelSoon, cancelInAYear]) cancel();
  await new Promise<void>((resolve) => setTimeout(resolve, 20));
  expect(fired).toEqual([]);
});
