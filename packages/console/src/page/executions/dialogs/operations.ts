import type { Kind } from '../../../changes/kinds.js';

/** A change of a run that has a dialog. */
export type Operation = 'signal' | 'cancel' | 'terminate' | 'restart';

/** The kind that allows an operation. */
export const KIND_OF: Readonly<Record<Operation, Kind>> = {
  signal: 'signal',
  cancel: 'cancel',
  terminate: 'terminate',
  restart: 'start',
};

/** How an operation reads. */
export const WORDS: Readonly<
  Record<
    Operation,
    {
      readonly title: string;
      readonly button: string;
      readonly done: string;
      /** What a number of runs is afterward: `200 terminated`. */
      readonly result: string;
    }
  >
> = {
  signal: { title: 'Signal', button: 'Send signal', done: 'Signal sent', result: 'signaled' },
  cancel: {
    title: 'Request cancel',
    button: 'Request cancel',
    done: 'Cancel requested',
    result: 'asked to cancel',
  },
  terminate: { title: 'Terminate', button: 'Terminate', done: 'Terminated', result: 'terminated' },
  restart: { title: 'Restart', button: 'Start new run', done: 'Started again', result: 'started again' },
};

/** Says what is done to a thing: `Request cancel of order-1`. */
export function titleOf(operation: Operation, thing: string): string {
  const preposition = operation === 'signal' ? 'to ' : operation === 'cancel' ? 'of ' : '';
  return `${WORDS[operation].title} ${preposition}${thing}`;
}
