import { mayPass, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkOptions } from '@swf/settings/wire';
import { ModelDiff } from './diff.js';
import { POLLING_OPTIONS, type PollingOptions, pace } from './polling.js';

/** How to watch. Default: waits of 5 s at first, growing to 60 s while nothing changes. */
export type WatchOptions = PollingOptions;

/** The part of a model that watching needs. */
export interface Watchable {
  changes(options?: RequestOptions): Promise<ModelDiff>;
}

/** Implements `model.watch()`. */
export async function* watch(model: Watchable, options: WatchOptions = {}): AsyncGenerator<ModelDiff, void, void> {
  const { client, signal } = checkOptions('options', options, POLLING_OPTIONS);
  const waits = pace(options, { first: 5, longest: 60 });
  let last = new ModelDiff();
  let isReached = false;
  const passing = { is: (error: unknown) => mayPass(error, isReached) };
  for (;;) {
    const changes = await undefinedOn(passing, model.changes({ client, signal }));
    isReached ||= changes !== undefined;
    if (changes && !changes.equals(last)) {
      last = changes;
      waits.reset();
      if (changes.size > 0) yield changes;
    }
    await waits.pause();
  }
}
