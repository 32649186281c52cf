import type { LiveUpdate, Topic } from '../../src/api/live.js';
import type { TestConsole } from './service.js';

/** A stream of updates, as a tab reads it. */
export interface TestStream {
  /** What came so far. */
  readonly updates: readonly LiveUpdate[];
  readonly comments: readonly string[];
  /** Resolves when the updates fulfill a condition. */
  until(condition: (updates: readonly LiveUpdate[]) => boolean): Promise<void>;
  /** Resolves when the stream is at its end. */
  readonly ended: Promise<void>;
  /** Leaves the stream, as a tab that is closed does. */
  leave(): Promise<void>;
}

/** Opens a stream. */
export async function openStream({ post }: Pick<TestConsole, 'post'>, topics: readonly Topic[]): Promise<TestStream> {
  const response = await post('live', { topics });
  if (!response.ok || !response.body) throw new Error(await response.text());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const updates: LiveUpdate[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  const ended = read();

  async function read(): Promise<void> {
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const parts = (rest + value).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        if (part.startsWith(':')) comments.push(part.slice(2));
        else updates.push(JSON.parse(part.slice(part.indexOf('data: ') + 6)));
      }
      for (const check of waiting) check();
    }
  }

  return {
    updates,
    comments,
    ended,
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition(updates)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    leave: () => reader.cancel(),
  };
}
