import { readScope } from '../scopes/scope.js';

/** What a run knows of itself. */
export interface RunInfo {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: { readonly name: string; readonly version: string };
  /** The execution that started this one as a child. */
  readonly parent: { readonly workflowId: string; readonly runId: string } | undefined;
  readonly tagList: readonly string[];
  readonly startedAt: Date;
  /** When this decision task started. */
  readonly now: Date;
  /** Whether the turn was decided before. */
  readonly replaying: boolean;
  /** The id of the newest event that the run has seen. */
  readonly historyLength: number;
  /** Whether the history is long enough to continue as new. */
  readonly continueAsNewSuggested: boolean;
  readonly cancelRequested: boolean;
}

/** What the running workflow knows of itself. */
export function info(): RunInfo {
  const { run } = readScope('info()');
  const { parentWorkflowExecution: parent, tagList } = run.started?.attributes ?? {};
  const { workflowId = '', runId = '' } = parent ?? {};
  return Object.freeze({
    ...run.identity,
    parent: parent && Object.freeze({ workflowId, runId }),
    tagList: Object.freeze([...(tagList ?? [])]),
    startedAt: new Date(run.started?.timestamp ?? run.now),
    now: new Date(run.now),
    replaying: run.isReplaying,
    historyLength: run.historyLength,
    continueAsNewSuggested: run.historyLength >= (run.settings.suggestContinueAsNewAt ?? 10_000),
    cancelRequested: run.isCancelRequested,
  });
}

/**
 * Writes to the decider's logger after the turn, and not while replaying.
 *
 * @example
 * log.info({ sku }, 'out of stock, waiting');
 */
export const log = {
  debug: (fields: object, message: string): void => write('debug', fields, message),
  info: (fields: object, message: string): void => write('info', fields, message),
  warn: (fields: object, message: string): void => write('warn', fields, message),
  error: (fields: object, message: string): void => write('error', fields, message),
};

function write(level: 'debug' | 'info' | 'warn' | 'error', fields: object, message: string): void {
  const { run } = readScope('log');
  if (!run.isReplaying) run.logs.push({ level, fields: { ...run.identity, ...fields }, message });
}
