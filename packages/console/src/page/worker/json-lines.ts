import type { RawEvent } from '@swf/history';

const HEAD = ['{', '  "events": ['] as const;
const TAIL = ['  ]', '}'] as const;
const INDENT = '    ';

/** A history as indented JSON, of which any lines can be read without writing all of it. */
export class JsonLines {
  readonly #events: RawEvent[] = [];
  /** The number of lines before each event, among the lines of events. */
  readonly #starts: number[] = [];
  #length = 0;

  /** Adds events. */
  add(events: readonly RawEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#starts.push(this.#length);
      this.#length += linesOf(event).length;
    }
  }

  /** The number of lines. */
  get total(): number {
    return HEAD.length + this.#length + TAIL.length;
  }

  /** Returns the line on which the event at a position begins. */
  startOf(position: number): number {
    return HEAD.length + (this.#starts[position] ?? 0);
  }

  /** Returns some of the lines. */
  slice(from: number, count: number): readonly string[] {
    const end = Math.min(this.total, from + count);
    const lines: string[] = [];
    let line = Math.max(0, from);
    for (; line < Math.min(end, HEAD.length); line++) lines.push(HEAD[line] ?? '');
    for (let position = this.#positionAt(line); line < end && position < this.#events.length; position++) {
      const event = linesOf(this.#events[position] ?? {}, position < this.#events.length - 1);
      const start = this.startOf(position);
      const own = event.slice(line - start, end - start);
      lines.push(...own);
      line += own.length;
    }
    const tail = HEAD.length + this.#length;
    for (; line < end; line++) lines.push(TAIL[line - tail] ?? '');
    return lines;
  }

  /** Returns the position of the event that a line belongs to. */
  #positionAt(line: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.startOf(middle + 1) <= line && middle + 1 < this.#events.length) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function linesOf(event: RawEvent, hasNext = false): readonly string[] {
  const lines = JSON.stringify(event, undefined, 2).split('\n');
  return lines.map((line, index) => `${INDENT}${line}${hasNext && index === lines.length - 1 ? ',' : ''}`);
}
