import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { BytesInFlight, readBody } from '../../src/http/body.js';

// In this process: how much a server holds for a connection cannot be seen from outside.

const MEGABYTE = 1_048_576;
const MOST = 64 * MEGABYTE;

/** Checks how much is held, by filling the room that is left. */
function expectHeld(inFlight: BytesInFlight, bytes: number): void {
  inFlight.hold(MOST - bytes);
  expect(() => inFlight.checkRoom()).not.toThrow();
  inFlight.hold(1);
  expect(() => inFlight.checkRoom()).toThrow('Rate exceeded');
  inFlight.release(MOST - bytes + 1);
}

/** Starts to read a body. */
function read(inFlight: BytesInFlight, declared?: number) {
  const request = new IncomingMessage(new Socket());
  if (declared !== undefined) request.headers = { 'content-length': String(declared) };
  const body = readBody(request, inFlight);
  const receive = async (bytes: number) => {
    request.push(Buffer.alloc(bytes, 'x'));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { body, receive, end: () => request.push(null) };
}

it.each<[string, declared: number | undefined, received: number[], held: number]>([
  ['of which nothing has come', 10, [], 0],
  ['of which a part has come', 10, [4], 4],
  ['that came at once', 8, [8], 8],
  ['of unknown length that came at once', undefined, [4], 4],
  ['whose parts fill a buffer of twice the size', undefined, [4, 4], 8],
  ['whose third part needs a buffer of twice the size', undefined, [4, 4, 4], 16],
  ['whose fourth part fits into the buffer', undefined, [4, 4, 4, 4], 16],
  ['that may not fill a buffer of twice the size', undefined, [600_000, 400_000], MEGABYTE],
])('a body %s takes the room of its buffer until it is read', async (_, declared, received, held) => {
  const inFlight = new BytesInFlight();
  const { body, receive, end } = read(inFlight, declared);
  for (const bytes of received) await receive(bytes);
  expectHeld(inFlight, held);
  end();
  expect((await body).length).toBe(received.reduce((sum, bytes) => sum + bytes, 0));
  expectHeld(inFlight, 0);
});

it('the rest of a body for which there was no room is not kept, even if there is room by then', async () => {
  const inFlight = new BytesInFlight();
  const { body, receive } = read(inFlight);
  inFlight.hold(MOST + 1);
  const refused = expect(body).rejects.toMatchObject({ type: 'ThrottlingException' });
  await receive(4);
  await refused;
  inFlight.release(MOST + 1);
  await receive(4);
  expectHeld(inFlight, 0);
});
