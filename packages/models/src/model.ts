import { type InspectOptions, isDeepStrictEqual } from 'node:util';
import { DoesNotExistError, type ResourceContext } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { diff, type ModelDiff } from './diff.js';
import type { WatchOptions } from './watch.js';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** What every model can do: ask SWF for the object it stands for, and compare. */
export abstract class Model {
  /** How errors name this object: its kind, its name and its domain. */
  abstract get resource(): ResourceContext;

  /** What {@link changes} compares, by SWF's names; an attribute that is not known is `undefined`. */
  abstract attributes(): object;

  /**
   * The object as SWF has it now.
   *
   * @throws `DoesNotExistError` where SWF does not know it.
   */
  abstract upstream(options?: RequestOptions): Promise<Model>;

  /** Plain data: what identifies the object and the attributes that are known. */
  abstract toJSON(): object;

  /** Whether SWF knows the object. Only "unknown" is `false`; any other failure is thrown. */
  async exists(options?: RequestOptions): Promise<boolean> {
    return (await upstreamOrNothing(this, options)) !== undefined;
  }

  /** Whether SWF has the object just as it is here; `false` where SWF does not know it. */
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
   * It ends when its signal fires (by rejecting with the signal's reason) or its reader leaves the loop. Throttling only slows it down.
   *
   * @example
   * for await (const changes of domain.watch({ intervalInSeconds: 10, signal })) console.log(changes.get('status'));
   */
  async *watch(options?: WatchOptions): AsyncGenerator<ModelDiff, void, void> {
    // Loaded when it is used: a bundle that splits its code keeps watching out of what every program loads.
    const { watch } = await import('./watch.js');
    yield* watch(this, options);
  }

  /** Whether the other is the same object with the same attributes. */
  equals(other: Pick<Model, 'resource' | 'attributes'>): boolean {
    return isDeepStrictEqual(this.resource, other.resource) && isDeepStrictEqual(this.attributes(), other.attributes());
  }

  [INSPECT](
    depth: number,
    options: InspectOptions,
    inspect: (value: unknown, options: InspectOptions) => string,
  ): string {
    const { kind, name, domain } = this.resource;
    const title = domain === undefined ? `${kind} "${name}"` : `${kind} "${name}" of domain "${domain}"`;
    return depth < 0 ? `[${title}]` : `${title} ${inspect(known(this.attributes()), options)}`;
  }
}

/** The attributes that have a value. */
export function known(attributes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

async function upstreamOrNothing(model: Model, options: RequestOptions | undefined): Promise<Model | undefined> {
  try {
    return await model.upstream(options);
  } catch (error) {
    if (DoesNotExistError.is(error)) return undefined;
    throw error;
  }
}
