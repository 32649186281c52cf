import { ActivityTypeQuerySet, DomainQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import type { RegistrationPage } from '../../api/registrations.js';
import type { Call, Route } from '../http/route.js';

const STATUSES = ['REGISTERED', 'DEPRECATED'] as const;

/** Domains and types. */
export function registrationRoutes(): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/domains',
      freshFor: 'counts',
      query: ['status', 'name', 'limit', 'page'],
      handle: async (call) => {
        const domains = new DomainQuerySet(requestOf(call));
        const name = call.query.text('name');
        if (name !== undefined) return { items: [(await domains.get(name)).toJSON()] };
        return listPage(call, domains.filter({ status: status(call) }));
      },
    },
    ...(['workflow', 'activity'] as const).map(
      (kind): Route => ({
        method: 'GET',
        path: `/types/${kind}`,
        freshFor: 'counts',
        query: ['domain', 'status', 'name', 'version', 'limit', 'page'],
        handle: async (call) => {
          const domain = { name: call.query.required('domain') };
          const types = new (kind === 'workflow' ? WorkflowTypeQuerySet : ActivityTypeQuerySet)(
            domain,
            requestOf(call),
          );
          const [name, version] = [call.query.text('name'), call.query.text('version')];
          if (name !== undefined && version !== undefined)
            return { items: [(await types.get(name, version)).toJSON()] };
          return listPage(call, types.filter({ status: status(call), name }));
        },
      }),
    ),
  ];
}

interface Listing {
  continueFrom(token: string): Listing;
  pages(options: { readonly maximumPageSize: number }): AsyncIterable<{
    readonly items: readonly { toJSON(): object }[];
    readonly nextPageToken?: string | undefined;
  }>;
}

async function listPage({ query }: Call, listing: Listing): Promise<RegistrationPage<object>> {
  const page = query.text('page');
  const maximumPageSize = query.integer('limit', { otherwise: 100, max: 1000 });
  const found = page === undefined ? listing : listing.continueFrom(page);
  for await (const { items, nextPageToken } of found.pages({ maximumPageSize })) {
    return {
      items: items.map((item) => item.toJSON()),
      ...(nextPageToken !== undefined && { nextPage: nextPageToken }),
    };
  }
  return { items: [] };
}

function requestOf({ client, signal }: Call) {
  return { client, signal };
}

function status({ query }: Call) {
  return query.oneOf('status', STATUSES) ?? STATUSES;
}
