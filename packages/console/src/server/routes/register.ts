import { ActivityType, Domain, WorkflowType } from '@swf/models';
import type { RequestOptions } from '@swf/settings/request';
import { ACTIVITY_TYPE_DEFAULTS, WORKFLOW_TYPE_DEFAULTS } from '@swf/settings/wire';
import type { RegisterDomainRequest, RegisterTypeRequest } from '../../api/registrations.js';
import type { Route } from '../http/route.js';

/** What can be registered and deprecated. */
interface Registrable {
  save(request: RequestOptions): Promise<unknown>;
  deprecate(request: RequestOptions): Promise<unknown>;
  undeprecate(request: RequestOptions): Promise<unknown>;
}

const TYPE = { domain: true, name: true, version: true } as const;

/** Registering, deprecating and undeprecating domains and types. */
export function registerRoutes(): readonly Route[] {
  return [
    ...routesOf('/domains', { name: true }, { retentionPeriodInDays: true, description: true }, (body) => {
      const { name, ...options } = body as RegisterDomainRequest;
      return new Domain(name, options);
    }),
    ...routesOf('/types/workflow', TYPE, { ...WORKFLOW_TYPE_DEFAULTS, description: true }, (body) => {
      const { domain, name, version, ...options } = body as RegisterTypeRequest;
      return new WorkflowType({ name: domain }, name, version, options);
    }),
    ...routesOf('/types/activity', TYPE, { ...ACTIVITY_TYPE_DEFAULTS, description: true }, (body) => {
      const { domain, name, version, ...options } = body as RegisterTypeRequest;
      return new ActivityType({ name: domain }, name, version, options);
    }),
  ];
}

function routesOf(
  path: string,
  identity: Readonly<Record<string, true>>,
  attributes: Readonly<Record<string, true | object>>,
  make: (body: object) => Registrable,
): readonly Route[] {
  return [
    {
      method: 'POST',
      path,
      kind: 'register',
      body: { ...identity, ...attributes },
      handle: async ({ body, client, signal }) => void (await make(body).save({ client, signal })),
    },
    {
      method: 'POST',
      path: `${path}/deprecate`,
      kind: 'retire',
      body: identity,
      handle: async ({ body, client, signal }) => void (await make(body).deprecate({ client, signal })),
    },
    {
      method: 'POST',
      path: `${path}/undeprecate`,
      kind: 'register',
      body: identity,
      handle: async ({ body, client, signal }) => void (await make(body).undeprecate({ client, signal })),
    },
  ];
}
