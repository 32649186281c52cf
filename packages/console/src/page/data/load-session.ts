import type { Session } from '../../api/session.js';
import { get } from './api.js';
import { toProblemError } from './problem-error.js';
import { session, sessionError } from './session.js';

/** Loads the session. */
export async function loadSession(): Promise<void> {
  sessionError.value = undefined;
  try {
    session.value = await get<Session>('session');
  } catch (error) {
    sessionError.value = toProblemError(error);
  }
}
