import { setMaxListeners } from 'node:events';
import { DoesNotExistError, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';

type Outcome<Output> = { readonly value: Output } | { readonly error: unknown };

/** A model that fetches its upstream object. */
export interface Described<Model> {
  upstream(options?: RequestOptions): Promise<Model>;
}

/**
 * Yields the models as SWF describes them, in order, with at most `concurrency` requests in flight;
 * skips deleted ones.
 */
export async function* detailed<Model extends Described<Model>>(
  models: AsyncIterable<Model>,
  concurrency: number,
  { client, signal }: RequestOptions,
): AsyncGenerator<Model, void, void> {
  const described = mapOrdered(
    models,
    concurrency,
    (model, stopped) => undefinedOn(DoesNotExistError, model.upstream({ client, signal: stopped })),
    signal,
  );
  for await (const model of described) if (model) yield model;
}

/**
 * Maps a stream in order, with at most `concurrency` calls in flight.
 *
 * Reads no further ahead than that. Results before a failure are yielded before it is thrown. A
 * reader that stops, a failure and the signal abort the calls in flight.
 */
async function* mapOrdered<Input, Output>(
  source: AsyncIterable<Input>,
  concurrency: number,
  map: (input: Input, signal: AbortSignal) => Promise<Output>,
  signal?: AbortSignal,
): AsyncGenerator<Output, void, void> {
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  // Each call in flight listens to it; Node warns of a leak from the eleventh on.
  setMaxListeners(0, stopped);
  const reader = source[Symbol.asyncIterator]();
  const running: Promise<Outcome<Output>>[] = [];
  let ended = false;
  try {
    while (true) {
      while (!ended && running.length < concurrency) {
        const next = await settle(reader.next());
        ended = 'error' in next || next.value.done === true;
        if ('error' in next) running.push(Promise.resolve(next));
        else if (!next.value.done) running.push(settle(map(next.value.value, stopped)));
      }
      const first = running.shift();
      if (!first) return;
      const outcome = await first;
      if ('error' in outcome) throw outcome.error;
      yield outcome.value;
    }
  } finally {
    stop.abort();
    await reader.return?.();
  }
}

// Failures wait for their turn as values, so none is ever an unhandled rejection.
function settle<Value>(promise: Promise<Value>): Promise<Outcome<Value>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
