import { signal } from '@preact/signals';
import type { LiveUpdate, Topic } from '../../api/live.js';
import { openStream } from './api.js';
import { backoff } from './backoff.js';
import { eventData } from './event-stream.js';
import { type LiveSummary, summarize, type TopicState } from './live-summary.js';
import { toProblemError } from './problem-error.js';

/** What a page watches; without the id, which is the stream's own. */
export type Watched = Topic extends infer T ? (T extends Topic ? Omit<T, 'id'> : never) : never;

interface Watch {
  readonly topic: () => Watched;
  readonly listener: (update: LiveUpdate) => void;
  state: TopicState | undefined;
}

const HIDDEN_IN_MILLISECONDS = 30_000;

/** What the live pill shows. */
export const live = signal<LiveSummary>({ state: 'off' });

/** How many updates have arrived. */
export const updates = signal(0);

/** Whether live updates are paused, except those of batches. */
const paused = signal(false);

const watches = new Map<string, Watch>();
let connection: AbortController | undefined;
let failures = 0;
let lastId = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
let isAsleep = false;

/**
 * Watches something until the returned function is called. One stream carries all that a tab
 * watches.
 *
 * @param topic what to watch, asked again at each reconnect: `after` may have moved meanwhile.
 */
export function watch(topic: () => Watched, listener: (update: LiveUpdate) => void): () => void {
  lastId += 1;
  const id = `w${lastId}`;
  watches.set(id, { topic, listener, state: undefined });
  reconnect(0);
  return () => {
    watches.delete(id);
    reconnect(0);
  };
}

/** Pauses live updates, or resumes them; those of batches go on. */
export function togglePause(): void {
  paused.value = !paused.value;
  reconnect(0);
}

function reconnect(wait: number): void {
  connection?.abort();
  clearTimeout(timer);
  show();
  if (isAsleep || carried().length === 0) return;
  timer = setTimeout(() => void connect(), wait);
}

/** What the stream is about: all that is watched; while paused, only batches, which go on anyway. */
function carried(): readonly Topic[] {
  const topics = [...watches].map(([id, { topic }]) => ({ ...topic(), id }) as Topic);
  return paused.value ? topics.filter(({ topic }) => topic === 'batch') : topics;
}

async function connect(): Promise<void> {
  const own = new AbortController();
  connection = own;
  try {
    const stream = await openStream('live', { topics: carried() }, own.signal);
    show();
    for await (const data of eventData(stream)) {
      if (own.signal.aborted) return;
      failures = 0;
      receive(JSON.parse(data) as LiveUpdate);
    }
    if (!own.signal.aborted) retry(undefined);
  } catch (error) {
    if (!own.signal.aborted) retry(toProblemError(error).message);
  }
}

function retry(reason: string | undefined): void {
  const wait = backoff(failures);
  failures += 1;
  reconnect(wait);
  // A stream that ends once is a restart or a timeout of a proxy: not worth reporting.
  if (failures > 1) live.value = { state: 'reconnecting', ...(reason !== undefined && { reason }) };
}

function receive(update: LiveUpdate): void {
  const watched = watches.get(update.id);
  if (!watched) return;
  if (update.topic === 'state' || update.topic === 'error') {
    watched.state = update.topic === 'state' ? update.live : { state: 'failing', reason: update.title };
    show();
  }
  watched.listener(update);
  if (update.topic !== 'state' && update.topic !== 'error') updates.value += 1;
}

function show(): void {
  live.value = summarize(
    [...watches.values()].map(({ state }) => state),
    paused.value,
  );
}

/**
 * Closes the stream of a tab that is hidden for long, and opens it when the tab is shown. One that
 * is opened in the background has none until then.
 */
export function followVisibility(page: Document): void {
  isAsleep = page.visibilityState === 'hidden';
  page.addEventListener('visibilitychange', () => {
    clearTimeout(hiddenTimer);
    if (page.visibilityState === 'hidden') {
      hiddenTimer = setTimeout(() => {
        isAsleep = true;
        reconnect(0);
      }, HIDDEN_IN_MILLISECONDS);
    } else if (isAsleep) {
      isAsleep = false;
      reconnect(0);
    }
  });
}
