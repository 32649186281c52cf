import type { Command, Made } from './command.js';

/** What a run called for and the history does not show yet, in the order of the calls. */
export class Outbox {
  readonly #commands = new Map<string, Command[]>();

  /** Whether a command of that kind and id waits to be sent. */
  has(made: Made): boolean {
    return this.#commands.has(keyOf(made));
  }

  add(command: Command): void {
    const key = keyOf(command);
    const queue = this.#commands.get(key);
    if (queue) queue.push(command);
    else this.#commands.set(key, [command]);
  }

  /** Takes back a command that was not sent; false if the history shows it already. */
  withdraw(command: Command): boolean {
    const key = keyOf(command);
    const queue = this.#commands.get(key) ?? [];
    const index = queue.indexOf(command);
    if (index < 0) return false;
    this.#remove(key, queue, index);
    return true;
  }

  /** Takes out the oldest command of that kind and id. */
  take(made: Made): Command | undefined {
    const key = keyOf(made);
    const queue = this.#commands.get(key);
    const command = queue?.[0];
    if (queue && command) this.#remove(key, queue, 0);
    return command;
  }

  clear(): void {
    this.#commands.clear();
  }

  *[Symbol.iterator](): Generator<Command, void, void> {
    for (const queue of this.#commands.values()) yield* queue;
  }

  #remove(key: string, queue: Command[], index: number): void {
    queue.splice(index, 1);
    if (queue.length === 0) this.#commands.delete(key);
  }
}

function keyOf({ kind, id }: Made): string {
  return `${kind}:${id}`;
}
