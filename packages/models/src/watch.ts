import type { RequestOptions } from '@swf/settings/request';
import { ModelDiff } from './diff.js';
import { type PollingOptions, pace, unlessThrottled } from './polling.js';

/** How to watch. Default: every 5 s at first, at most 60 s apart while nothing changes. */
export type WatchOptions = PollingOptions;

/** The part of a model that watching needs. */
export interface Watchable {
  changes(options?: RequestOptions): Promise<ModelDiff>;
}

/** What `model.watch()` does. */
export async function* watch(model: Watchable, options: WatchOptions = {}): AsyncGenerator<ModelDiff, void, void> {
  const waits = pace(options, { first: 5, longest: 60 });
  let last = new ModelDiff();
  for (;;) {
    const changes = await unlessThrottled(model.changes(options));
    if (changes && !changes.equals(last)) {
      last = changes;
      waits.reset();
      if (changes.size > 0) yield changes;
    }
    await waits.pause();
  }
}
