import type { Session } from '../../api/session.js';
import type { Route } from '../http/route.js';
import { packageVersion } from '../package.js';
import type { Services } from '../services.js';

/** What the page needs to know before it shows anything. */
export function sessionRoutes({ options, budget, target }: Services): readonly Route[] {
  const version = packageVersion();
  const session = async (): Promise<Session> => ({
    target,
    version,
    kinds: options.changes || [],
    features: {
      queries: options.queries !== undefined,
      time: options.virtualClock !== undefined,
      decode: options.decode !== undefined,
      pollers: options.pollers !== undefined,
    },
    files: (options.files ?? []).map(({ name }) => name),
    budget: budget.left,
  });
  return [{ method: 'GET', path: '/session', handle: session }];
}
