/** The exit codes of `swf`: a contract for scripts. */
export const EXIT = {
  done: 0,
  internalError: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  notPermitted: 5,
  unreachable: 6,
  timedOut: 7,
  checkFailed: 8,
  partlyDone: 9,
  interrupted: 130,
  terminated: 143,
} as const;

/** What each exit code means, as help and the reference page show it. */
export const EXIT_CODE_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.done, 'done'],
  [EXIT.internalError, 'internal error, or the output cannot be written'],
  [EXIT.usage, 'usage error'],
  [EXIT.notFound, 'not found'],
  [EXIT.refused, 'refused by SWF: exists, already started, deprecated, default undefined, limit exceeded'],
  [EXIT.notPermitted, 'not permitted, read-only, or no credentials'],
  [EXIT.unreachable, 'unreachable, or still throttled after all retries'],
  [EXIT.timedOut, 'timed out waiting'],
  [EXIT.checkFailed, 'check failed: blocked, violations, differs, not COMPLETED, above a threshold'],
  [EXIT.partlyDone, 'partly done: requests of a batch failed, or "why" left runs out'],
  [EXIT.interrupted, 'interrupted by Ctrl-C'],
  [EXIT.terminated, 'ended by SIGTERM'],
];
