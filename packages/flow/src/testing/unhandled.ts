import { asError, messageOf } from '@swf/settings/errors';
import { UNHANDLED_REJECTION } from '../decider/warnings.js';
import { type Run, subjectOf } from '../turns/run.js';

/** Prints what a decider would log of promises that nobody awaited, as a warning of the process. */
export function warnOfRejections(run: Run): void {
  for (const reason of run.takeRejections()) warnOfRejection(subjectOf(run), reason);
}

/** A logger that is quiet, but for promises that nobody awaited. */
export const QUIET = {
  debug() {},
  info() {},
  warn(fields: object, message: string) {
    if (message !== UNHANDLED_REJECTION) return;
    const { workflowId, err } = fields as { readonly workflowId: string; readonly err: unknown };
    warnOfRejection(workflowId, err);
  },
  error() {},
};

function warnOfRejection(subject: string, reason: unknown): void {
  const detail = asError(reason)?.stack;
  process.emitWarning(
    `${subject}: ${UNHANDLED_REJECTION}: ${asError(reason) ?? messageOf(reason)}; await it, or add a catch to it`,
    {
      type: 'UnhandledRejectionWarning',
      ...(detail !== undefined && { detail }),
    },
  );
}
