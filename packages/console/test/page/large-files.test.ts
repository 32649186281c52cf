import { describe, expect, it, vi } from 'vitest';
import { Desk } from '../../src/page/worker/desk.js';

const read = (file: Blob) => new Desk().answer('read', { history: 'f', file });

describe('a file that is too large', () => {
  it.each([
    [2000 * 1024 * 1024, 'it has 2000 MB; at most 256 MB can be opened'],
    [256 * 1024 * 1024 + 1, 'it has 256 MB; at most 256 MB can be opened'],
  ])('of %d bytes is not read', async (size, message) => {
    await expect(read(Object.defineProperty(new Blob(), 'size', { value: size }))).rejects.toThrow(message);
  });

  it('is read up to the limit', async () => {
    const file = Object.defineProperty(new Blob(), 'size', { value: 256 * 1024 * 1024 });
    await expect(read(file)).rejects.toThrow('it is empty');
  });

  it('only when it is uncompressed is left at the limit', async () => {
    const chunk = new Uint8Array(256 * 1024 * 1024 + 1);
    const cancel = vi.fn();
    const pull = vi.fn((controller: ReadableStreamDefaultController<Uint8Array>) => controller.enqueue(chunk));
    const file = Object.assign(new Blob(['{}']), { stream: () => new ReadableStream({ pull, cancel }) });

    await expect(read(file)).rejects.toThrow('it has more than 256 MB when uncompressed; at most 256 MB can be opened');
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(pull.mock.calls.length).toBeLessThanOrEqual(2);
  });
});
