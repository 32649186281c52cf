import { expect, it } from 'vitest';
import { Slots } from '../../src/polling/slots.js';
import { turns } from '../support/service.js';

const never = new AbortController().signal;

it('gives as many slots as there are, and the next to whoever waits the longest', async () => {
  const slots = new Slots(2);
  const order: string[] = [];
  await slots.acquire(never);
  await slots.acquire(never);
  const waiting = ['first', 'second'].map((name) => slots.acquire(never).then(() => order.push(name)));
  await turns();
  expect(slots.free).toBe(0);
  slots.release();
  await turns();
  expect(order).toEqual(['first']);
  slots.release();
  await Promise.all(waiting);

  expect(order).toEqual(['first', 'second']);
  expect(slots.free).toBe(0);
  slots.release();
  expect(slots.free).toBe(1);
});

it('gives no slot to whose signal has fired, before or while waiting', async () => {
  const slots = new Slots(1);
  const controller = new AbortController();
  await slots.acquire(never);
  const waiting = slots.acquire(controller.signal);
  controller.abort();

  expect(await waiting).toBe(false);
  expect(await slots.acquire(controller.signal)).toBe(false);
  slots.release();
  expect(slots.free).toBe(1);
});
