import type { Session } from '../../api/session.js';
import type { Route } from '../http/route.js';
import { VERSION } from '../package.js';
import type { Services } from '../services.js';

/** What the page needs to know before it shows anything. */
export function sessionRoutes({ options, restriction, budget, target }: Services): readonly Route[] {
  const session = async (): Promise<Session> => ({
    target,
    version: VERSION,
    kinds: options.changes === false || options.changes === undefined ? [] : options.changes,
    features: {
      queries: false,
      time: false,
      decode: options.decode !== undefined,
      pollers: options.pollers !== undefined,
    },
    files: [],
    budget: budget.left,
  });
  void restriction;
  return [{ method: 'GET', path: '/session', handle: session }];
}
