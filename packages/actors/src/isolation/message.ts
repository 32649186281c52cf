import type { AbortReason } from '../tasks/abort.js';
import type { ActivityTaskData, CompleteLaterOptions } from '../worker/activity-context.js';

/** What runs, and where, with all defaults filled in. */
export interface ModuleCall {
  readonly module: string;
  readonly exportName: string;
  readonly isolation: 'thread' | 'process';
  readonly maxMemoryInMegabytes: number | undefined;
  readonly cancelGraceInSeconds: number;
}

/** What a thread or process gets with each activity. */
export interface IsolatedCall {
  /** Distinguishes the messages of this activity from those of the previous one. */
  readonly id: string;
  /** A path or `file:` URL. */
  readonly module: string;
  readonly exportName: string;
  readonly input: unknown;
  readonly task: ActivityTaskData;
}

/** What the worker sends to a thread or process. */
export type ToHost =
  | { readonly call: IsolatedCall }
  /** The signal of the activity must fire. */
  | { readonly id: string; readonly abort: { readonly code: AbortReason; readonly message: string } };

/** What a thread or process sends to its worker. */
export type FromHost =
  | { readonly ready: true }
  | { readonly id: string; readonly heartbeat: { readonly details: unknown } }
  | { readonly id: string; readonly returned: IsolatedReturn }
  /** An uncaught exception ends the process. */
  | { readonly crash: ErrorPicture };

/** The outcome of an activity. */
export type IsolatedReturn =
  | { readonly result: string | undefined }
  | { readonly completeLater: CompleteLaterOptions | undefined }
  | { readonly error: ErrorPicture };

/** An error as plain data, or any other thrown value. */
export type ErrorPicture =
  | { readonly thrown: unknown }
  | {
      readonly name: string;
      readonly message: string;
      readonly stack?: string | undefined;
      readonly code?: unknown;
      readonly cause?: ErrorPicture | undefined;
    };

/** Restores a thrown value from its picture. */
export function thrownBy(picture: ErrorPicture): unknown {
  if ('thrown' in picture) return picture.thrown;
  const { name, message, stack, code, cause } = picture;
  const error = new Error(message, cause === undefined ? {} : { cause: thrownBy(cause) });
  return Object.assign(error, { name, stack }, code === undefined ? {} : { code });
}
