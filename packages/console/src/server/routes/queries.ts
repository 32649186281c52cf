import { parseFilter } from '@swf/querysets/text';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkLength } from '@swf/settings/wire';
import type { SavedQuery } from '../../api/session.js';
import { RequestError } from '../http/problem.js';
import type { Route } from '../http/route.js';
import type { QueryStore } from '../options.js';
import type { Services } from '../services.js';

/** Saved queries, which change nothing at SWF. */
export function queryRoutes({ options: { queries } }: Services): readonly Route[] {
  const store = (): QueryStore => {
    if (queries) return queries;
    throw new InvalidArgumentError('queries cannot be saved: the console has no store for them');
  };
  return [
    { method: 'GET', path: '/queries', handle: async () => (await queries?.list()) ?? [] },
    {
      method: 'PUT',
      path: '/queries',
      body: { name: true, q: true },
      handle: async ({ body }) => {
        const { name, q } = body as SavedQuery;
        checkLength('name', name, { min: 1, max: 100 });
        // A query that cannot be read later is of no use.
        parseFilter(checkLength('q', q, { max: 2000 }));
        await store().save({ name, q });
      },
    },
    {
      method: 'DELETE',
      path: '/queries',
      query: ['name'],
      handle: async ({ query }) => {
        const name = query.required('name');
        const saved = await store().list();
        // Another tab or the command line has removed it.
        if (!saved.some((each) => each.name === name)) {
          throw new RequestError(`there is no query ${JSON.stringify(name)}`, { status: 404, code: 'NOT_FOUND' });
        }
        await store().remove(name);
      },
    },
  ];
}
