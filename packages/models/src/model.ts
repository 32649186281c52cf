import { DoesNotExistError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { diff, type ModelDiff } from './diff.js';
import { Value } from './value.js';
import type { WatchOptions } from './watch.js';

/** What domains, types and executions can do alike: ask SWF for the object they stand for, and compare. */
export abstract class Model extends Value {
  /**
   * The object as SWF has it now.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  abstract upstream(options?: RequestOptions): Promise<Model>;

  /** Whether SWF knows the object. Only "unknown" is `false`; any other failure is thrown. */
  async exists(options?: RequestOptions): Promise<boolean> {
    return (await upstreamOrNothing(this, options)) !== undefined;
  }

  /** Whether SWF has the object just as it is here; `false` where SWF does not know it. What is `undefined` here is not compared. */
  async isSynced(options?: RequestOptions): Promise<boolean> {
    const upstream = await upstreamOrNothing(this, options);
    return upstream !== undefined && diff(this.attributes(), upstream.attributes()).size === 0;
  }

  /**
   * In what the object here differs from SWF's. What is `undefined` here is not compared.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  async changes(options?: RequestOptions): Promise<ModelDiff> {
    const upstream = await this.upstream(options);
    return diff(this.attributes(), upstream.attributes());
  }

  /**
   * Asks SWF again and again, and yields what differs whenever the upstream object starts to differ, or to differ otherwise than before.
   *
   * It ends when its signal fires (rejecting with the signal's reason) or its reader leaves the loop. Throttling only slows it down; any other
   * error is thrown.
   *
   * @example
   * for await (const changes of domain.watch({ intervalInSeconds: 10, signal })) console.log(changes.get('status'));
   */
  async *watch(options?: WatchOptions): AsyncGenerator<ModelDiff, void, void> {
    // Loaded when it is used, so that a program which does not watch, and a bundle's entry, are without it.
    const { watch } = await import('./watch.js');
    yield* watch(this, options);
  }
}

async function upstreamOrNothing(model: Model, options: RequestOptions | undefined): Promise<Model | undefined> {
  try {
    return await model.upstream(options);
  } catch (error) {
    if (DoesNotExistError.is(error)) return undefined;
    throw error;
  }
}
