import { asError, messageOf } from '@swf/settings/errors';
import { processState, type RejectionOwner } from './process-state.js';

/**
 * Takes the unhandled rejections of runs, as long as someone watches; Node's default is kept for
 * all others.
 *
 * @returns what ends the watch; with the last one, the listeners are gone
 */
export function watchRejections(): () => void {
  processState.watchers += 1;
  // One copy of this package listens for all: each would take the other for a program's listener.
  if (processState.watchers === 1) listen();
  let isWatching = true;
  return () => {
    if (!isWatching) return;
    isWatching = false;
    processState.watchers -= 1;
    if (processState.watchers === 0) processState.unwatch();
  };
}

function listen(): void {
  process.on('unhandledRejection', onUnhandled);
  process.on('rejectionHandled', onHandled);
  processState.unwatch = () => {
    process.off('unhandledRejection', onUnhandled);
    process.off('rejectionHandled', onHandled);
  };
}

function onUnhandled(reason: unknown, promise: Promise<unknown>): void {
  const owner = processState.storage.getStore()?.run as RejectionOwner | undefined;
  if (owner !== undefined) {
    owner.rejections.set(promise, reason);
    processState.rejectionOwners.set(promise, owner);
  } else if (isOnlyListener() && throwsByDefault()) throw rejection(reason);
}

function onHandled(promise: Promise<unknown>): void {
  processState.rejectionOwners.get(promise)?.rejections.delete(promise);
}

/** Whether Node would have dealt with the rejection, had this listener not been there. */
function isOnlyListener(): boolean {
  return process.listenerCount('unhandledRejection') === 1;
}

/**
 * Whether Node throws unhandled rejections, and does not only warn of them. With `strict`, it has
 * thrown before it emits the event.
 */
function throwsByDefault(): boolean {
  const flags = `${process.execArgv.join(' ')} ${process.env['NODE_OPTIONS'] ?? ''}`;
  const [, mode = 'throw'] = /--unhandled-rejections[= ](\S+)/.exec(flags) ?? [];
  return mode === 'throw';
}

/** What Node throws for a rejection: the reason itself if it is an error. */
function rejection(reason: unknown): Error {
  const known = asError(reason);
  if (known) return known;
  const error = new Error(`a promise was rejected with ${messageOf(reason)}, and nobody handled it`);
  return Object.assign(error, { code: 'ERR_UNHANDLED_REJECTION' });
}
