import type { AbortReason } from '../task/abort.js';
import type { ActivityTaskData } from '../task/activity-context.js';
import type { CompleteLaterOptions } from '../task/complete-later.js';

/** What a thread or process is given with each activity. */
export interface IsolatedCall {
  /** Tells the messages of this activity from those of the one before. */
  readonly id: string;
  /** A path or `file:` URL. */
  readonly module: string;
  readonly exportName: string;
  readonly input: unknown;
  readonly task: ActivityTaskData;
}

/** Tells the activity that its signal is to fire. */
export interface AbortMessage {
  readonly id: string;
  readonly abort?: { readonly code: AbortReason; readonly message: string } | undefined;
}

/** Tells the worker of a heartbeat with details. */
export interface HeartbeatMessage {
  readonly id: string;
  readonly heartbeat?: { readonly details: unknown } | undefined;
}

/** What an activity came to. */
export type IsolatedReturn =
  | { readonly result: string | undefined }
  | { readonly completeLater: CompleteLaterOptions | undefined }
  | { readonly error: ErrorPicture };

/** An error as plain data, or any other value that was thrown. */
export type ErrorPicture =
  | { readonly thrown: unknown }
  | {
      readonly name: string;
      readonly message: string;
      readonly stack?: string | undefined;
      readonly code?: unknown;
      readonly cause?: ErrorPicture | undefined;
    };

/** What was thrown, as good as its picture. */
export function thrownBy(picture: ErrorPicture): unknown {
  if ('thrown' in picture) return picture.thrown;
  const { name, message, stack, code, cause } = picture;
  const error = new Error(message, cause === undefined ? {} : { cause: thrownBy(cause) });
  return Object.assign(error, { name, stack }, code === undefined ? {} : { code });
}
