import { DoesNotExistError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { mapOrdered } from './map-ordered.js';

/** A model that fetches its upstream object. */
export interface Described<Model> {
  upstream(options?: RequestOptions): Promise<Model>;
}

/** Yields the models as SWF describes them, in order, with at most `concurrency` requests in flight; skips deleted ones. */
export async function* detailed<Model extends Described<Model>>(
  models: AsyncIterable<Model>,
  concurrency: number,
  { client, signal }: RequestOptions,
): AsyncGenerator<Model, void, void> {
  const described = mapOrdered(
    models,
    concurrency,
    (model, stopped) => unlessDeleted(model.upstream({ client, signal: stopped })),
    signal,
  );
  for await (const model of described) if (model) yield model;
}

async function unlessDeleted<Model>(answer: Promise<Model>): Promise<Model | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (DoesNotExistError.is(error)) return undefined;
    throw error;
  }
}
