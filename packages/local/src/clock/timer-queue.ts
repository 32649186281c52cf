interface Timer {
  readonly at: number;
  readonly fire: () => void;
  readonly order: number;
}

/** Timers ordered by due time, then in the order in which they were set. */
export class TimerQueue {
  readonly #timers: Timer[] = [];
  #added = 0;

  /** Adds a timer; returns a function that removes it. */
  add(at: number, fire: () => void): () => void {
    const timer = { at, fire, order: this.#added++ };
    this.#timers.splice(this.#position(timer), 0, timer);
    return () => {
      const position = this.#position(timer);
      if (this.#timers[position] === timer) this.#timers.splice(position, 1);
    };
  }

  /** Removes and returns the first timer if it is due at `time`. */
  takeDue(time: number): Timer | undefined {
    const [first] = this.#timers;
    return first && first.at <= time ? this.#timers.shift() : undefined;
  }

  /** Returns the index of a timer, or the index to insert it at. */
  #position(timer: Timer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#timers[middle] as Timer;
      if (other.at < timer.at || (other.at === timer.at && other.order < timer.order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
