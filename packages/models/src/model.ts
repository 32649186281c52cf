import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { DoesNotExistError, describeResource, InvalidArgumentError, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { diff, type ModelDiff } from './diff.js';
import { ValueObject } from './value-object.js';
import type { WatchOptions } from './watch.js';

/** The base of domains, types and executions: fetches the upstream object and compares with it. */
export abstract class Model extends ValueObject {
  /**
   * Fetches the current state from SWF. Keeps the class, and the fields that a subclass added.
   *
   * @throws `DoesNotExistError` if SWF does not know it.
   */
  abstract upstream(options?: RequestOptions): Promise<this>;

  /** Checks whether SWF knows the object. Failures other than "unknown" are thrown. */
  async exists(options?: RequestOptions): Promise<boolean> {
    return (await undefinedOn(DoesNotExistError, this.upstream(options))) !== undefined;
  }

  /** Checks whether the known attributes equal SWF's; `false` if SWF does not know the object. */
  async isSynced(options?: RequestOptions): Promise<boolean> {
    const upstream = await undefinedOn(DoesNotExistError, this.upstream(options));
    return upstream !== undefined && diff(this.attributes(), upstream.attributes()).size === 0;
  }

  /**
   * Returns the known attributes that differ from SWF's. Attributes that are `undefined` here are
   * not compared.
   *
   * @throws `DoesNotExistError` if SWF does not know it.
   */
  async changes(options?: RequestOptions): Promise<ModelDiff> {
    const upstream = await this.upstream(options);
    return diff(this.attributes(), upstream.attributes());
  }

  /**
   * Polls SWF and yields a diff whenever the upstream object starts to differ, or differs in
   * another way.
   *
   * Ends when the reader leaves the loop, or rejects with the signal's reason. Throttling, 5xx
   * answers and, once SWF has answered, a lost connection only slow it down; any other error is
   * thrown.
   *
   * @example
   * for await (const changes of domain.watch({ intervalInSeconds: 10, signal })) {
   *   console.log(changes.get('status'));
   * }
   */
  async *watch(options?: WatchOptions): AsyncGenerator<ModelDiff, void, void> {
    // Imported on use, so that bundles of programs that do not watch stay small.
    const { watch } = await import('./watch.js');
    yield* watch(this, options);
  }
}

/**
 * Checks that SWF can register the model: it registers nothing as deprecated.
 *
 * @throws `InvalidArgumentError` if it is deprecated.
 */
export function checkSavable({ status, resource }: Model & { readonly status: RegistrationStatus }): void {
  if (status === 'REGISTERED') return;
  const subject = describeResource(resource);
  throw new InvalidArgumentError(
    `status of ${subject} must be REGISTERED to save it, got ${status}; use undeprecate() to use it again`,
  );
}
