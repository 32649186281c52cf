interface Flight {
  readonly answer: Promise<unknown>;
  readonly own: AbortController;
  waiting: number;
}

/** Answers that are on their way: equal requests of one moment share one. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  /**
   * Resolves to the answer that is on its way, or starts one; rejects when the signal fires. The
   * last one that leaves aborts it.
   */
  share(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const flight = this.#flights.get(key) ?? this.#start(key, start);
      flight.waiting += 1;
      const leave = () => {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          this.#forget(key, flight);
          flight.own.abort(signal.reason);
        }
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      void flight.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<unknown>): Flight {
    const own = new AbortController();
    const answer = start(own.signal).finally(() => this.#forget(key, flight));
    const flight: Flight = { answer, own, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }

  #forget(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
