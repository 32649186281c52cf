import type { LiveUpdate, Topic } from '../../api/live.js';

/** Gets the updates of a topic. */
export type Listener = (update: LiveUpdate) => void;

/** Where live updates come from. Polling is one way. */
export interface LiveSource {
  /**
   * Calls the listener with what is new, until the result is called.
   *
   * @throws if the topic cannot be watched, such as a batch of an earlier process.
   */
  watch(topic: Topic, listener: Listener): () => void;
  /** Ends all updates. */
  close(): void;
}
