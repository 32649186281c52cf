import type { LiveUpdate, Topic } from '../../api/live.js';
import type { Services } from '../services.js';
import { HistoryFeed } from './history-feed.js';
import { Poller, type Resource } from './poller.js';
import { countsResource, historyResource, listResource, taskListsResource } from './resources.js';
import type { Listener, LiveSource } from './source.js';

/** Live updates by polling: one poll for each resource, however many watch it. */
export class PollingSource implements LiveSource {
  readonly #services: Services;
  readonly #pollers = new Map<string, Poller<unknown>>();

  constructor(services: Services) {
    this.#services = services;
  }

  watch(given: Topic, listener: Listener): () => void {
    const { id, ...topic } = given;
    const services = this.#services;
    switch (topic.topic) {
      case 'history':
        return this.#watchHistory(id, topic, listener);
      case 'list':
        return this.#watch(id, topic, listResource(services, topic), listener, (page) => ({
          id,
          topic: 'list',
          page,
        }));
      case 'counts':
        return this.#watch(id, topic, countsResource(services, topic), listener, (count) => ({
          id,
          topic: 'counts',
          count,
        }));
      case 'taskLists':
        return this.#watch(id, topic, taskListsResource(services, topic), listener, (lists) => ({
          id,
          topic: 'taskLists',
          lists,
        }));
      case 'batch':
        return services.batches.watch(topic.batch, (progress) => listener({ id, topic: 'batch', progress }));
    }
  }

  close(): void {
    for (const poller of this.#pollers.values()) poller.stop();
    this.#pollers.clear();
  }

  #watchHistory(
    id: string,
    { after, ...topic }: Omit<Extract<Topic, { readonly topic: 'history' }>, 'id'>,
    listener: Listener,
  ): () => void {
    const { histories, clock, intervals } = this.#services;
    const { topic: name, ...run } = topic;
    const feed = new HistoryFeed(
      after,
      {
        history: () => histories.get(run),
        // The poll was just now: what it read is in memory.
        reading: () => ({
          client: this.#client(intervals.run.first),
          now: clock.now(),
          maxAgeInSeconds: Number.POSITIVE_INFINITY,
        }),
        later: (action) => clock.setTimer(clock.now() + intervals.run.quiet * 1000, action),
      },
      (page) => listener({ id, topic: name, page }),
    );
    const stop = this.#watch(id, topic, historyResource(this.#services, run, after), listener, () => {
      feed.advance();
      return undefined;
    });
    return () => {
      feed.end();
      stop();
    };
  }

  #watch<Value>(
    id: string,
    key: object,
    resource: Resource<Value>,
    listener: Listener,
    toUpdate: (value: Value) => LiveUpdate | undefined,
  ): () => void {
    const name = JSON.stringify(key);
    // The key holds everything that the resource depends on.
    const known = this.#pollers.get(name) as Poller<Value> | undefined;
    const poller = known ?? new Poller(resource, this.#client, this.#services.clock);
    this.#pollers.set(name, poller as Poller<unknown>);
    let isFirst = true;
    const stop = poller.watch({
      onValue: (value) => {
        // What pages have of it is out of date. That there is a first value tells of no change.
        if (!isFirst) this.#services.freshness.clear();
        isFirst = false;
        const update = toUpdate(value);
        if (update) listener(update);
      },
      onState: (live) => listener({ id, topic: 'state', live }),
      onError: (error) => listener({ id, topic: 'error', ...error }),
    });
    return () => {
      stop();
      if (!poller.isWatched && this.#pollers.get(name) === poller) this.#pollers.delete(name);
    };
  }

  readonly #client = (maxWaitInSeconds: number) => this.#services.client({ priority: 'live', maxWaitInSeconds });
}
