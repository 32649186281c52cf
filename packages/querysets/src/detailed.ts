import { DoesNotExistError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { mapOrdered } from './map-ordered.js';

/** A model that can be asked for what SWF has of it. */
export interface Described<Model> {
  upstream(options?: RequestOptions): Promise<Model>;
}

/** The models as SWF describes them, in the same order, with at most `concurrency` requests under way; those that SWF no longer has are left out. */
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
