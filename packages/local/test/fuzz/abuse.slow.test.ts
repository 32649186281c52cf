import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dice } from './dice.js';
import { LimitedService } from './limited-service.js';

const HEAP_IN_MEGABYTES = 128;

let service: LimitedService;
beforeAll(async () => {
  service = await LimitedService.start(HEAP_IN_MEGABYTES);
});
afterAll(() => service.end());

/** Writes bytes on a connection of their own, and returns what comes back until it closes. */
async function say(...parts: (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(service.endpoint);
  const socket = connect(Number(port), hostname);
  // A connection that is reset has been answered as well.
  socket.on('error', () => {});
  let heard = '';
  socket.on('data', (chunk) => {
    heard += String(chunk);
  });
  const closed = once(socket, 'close');
  for (const part of parts) socket.write(part);
  socket.end();
  await closed;
  return heard;
}

const HEAD =
  'POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService.DescribeDomain\r\nConnection: close\r\n';

async function isWell(): Promise<boolean> {
  const { status } = await service.call('ListDomains', { registrationStatus: 'REGISTERED' });
  return status === 200 && service.stderr === '';
}

describe(`a service with a heap of ${HEAP_IN_MEGABYTES} MB`, () => {
  it('accepts large bodies that arrive byte by byte', async () => {
    const chunks = ['9\r\n{"name":"\r\n', '1\r\nx\r\n'.repeat(1_000_000), '2\r\n"}\r\n', '0\r\n\r\n'];
    const bodies = Array.from({ length: 2 }, () => say(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, ...chunks));
    for (const answer of await Promise.all(bodies)) expect(answer).toContain('#ValidationException');
    expect(await isWell()).toBe(true);
  });

  it('reserves nothing for bodies that are announced and never sent', async () => {
    const { hostname, port } = new URL(service.endpoint);
    const sockets = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const socket = connect(Number(port), hostname);
        await once(socket, 'connect');
        socket.write(`${HEAD}Content-Length: 1048576\r\n\r\n{`);
        return socket;
      }),
    );
    expect(await isWell()).toBe(true);
    for (const socket of sockets) socket.destroy();
  });

  it('refuses bodies when its buffer is full, and accepts them again later', async () => {
    const { hostname, port } = new URL(service.endpoint);
    const half = Buffer.alloc(1_000_000, 'x');
    const answers: string[] = [];
    const sockets = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => {});
        socket.on('data', (chunk) => answers.push(String(chunk)));
        await once(socket, 'connect');
        await new Promise((resolve) => socket.write(`${HEAD}Content-Length: 1048576\r\n\r\n`, resolve));
        await new Promise((resolve) => socket.write(half, resolve));
        return socket;
      }),
    );
    while (answers.length === 0) await service.call('ListDomains', { registrationStatus: 'REGISTERED' });
    expect(answers[0]).toContain('#ThrottlingException');
    for (const socket of sockets) socket.destroy();
    while (!(await isWell())) expect(service.running).toBe(true);
  });

  it('survives input that is not HTTP, or is cut off', async () => {
    const dice = new Dice(20_120_125);
    const whole = `${HEAD}Content-Length: 15\r\n\r\n{"name":"text"}`;
    for (let count = 0; count < 200; count++) {
      const bytes = Buffer.from(whole.slice(0, dice.integer(whole.length + 1)));
      for (let spoiled = dice.integer(4); spoiled > 0; spoiled--) bytes[dice.integer(bytes.length)] = dice.integer(256);
      expect(await say(bytes)).not.toMatch(/^HTTP\/1\.1 5/);
    }
    expect(await isWell()).toBe(true);
  });
});
