import type { Client } from '@swf/settings/request';
import { Hono } from 'hono';
import type { Problem } from '../../api/problem.js';
import { checkKind } from '../../changes/restrict.js';
import { checkApiRequest, checkPageRequest, checkSender } from '../access/guard.js';
import { secure } from '../access/headers.js';
import type { Hosts } from '../access/hosts.js';
import type { Services } from '../services.js';
import { readBody } from './body.js';
import { problemOf, problemResponse, RequestError } from './problem.js';
import { Query } from './query.js';
import { respond } from './respond.js';
import type { Call, Route } from './route.js';

/** Who may use an app, and what it answers. */
export interface AppOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  /** Answers every request that is not about `/api`. */
  readonly page: (request: Request) => Promise<Response>;
  readonly token: string;
  readonly hosts: () => Hosts;
}

// A person is waiting for a click.
const LONGEST_CLICK_IN_SECONDS = 10;

/** Builds the app: checks each request, and turns what routes return or throw into responses. */
export function buildApp({ services, routes, page, token, hosts }: AppOptions): Hono {
  const { auth } = services.options;
  const app = new Hono();
  app.use(async ({ req }, next) => {
    checkSender(req.raw, hosts());
    if (req.path.startsWith('/api/')) checkApiRequest(req.raw, token);
    else checkPageRequest(req.raw);
    await next();
  });
  for (const route of routes) {
    app.on(route.method, `/api${route.path}`, async ({ req }) => {
      const request = req.raw;
      try {
        const call = await callOf(route, request, services);
        return respond(request, await route.handle(call));
      } catch (error) {
        return problemResponse(problemOf(error, resourceOf(new URL(request.url).searchParams)));
      }
    });
  }
  app.all('/api/*', ({ req }) => {
    throw new RequestError(`there is no ${req.method} ${req.path}`, { status: 404, code: 'NOT_FOUND' });
  });
  app.get('*', async ({ req }) => {
    if (auth && (await auth(req.raw)) === undefined) throw unauthorized();
    return page(req.raw);
  });
  app.notFound(({ req }) =>
    problemResponse(problemOf(new RequestError(`there is no ${req.path}`, { status: 404, code: 'NOT_FOUND' }))),
  );
  app.onError((error) => problemResponse(problemOf(error)));
  return app;
}

/** Returns the app's answer with the headers that every response has. */
export async function answer(app: Hono, request: Request): Promise<Response> {
  const response = await app.fetch(request);
  secure(response.headers);
  return response;
}

async function callOf(route: Route, request: Request, services: Services): Promise<Call> {
  const { auth } = services.options;
  const identity = await auth?.(request);
  if (auth && identity === undefined) throw unauthorized();
  if (route.kind !== undefined) checkKind(route.kind, services.restriction);
  const query = new Query(new URL(request.url).searchParams, route.query ?? []);
  const body = route.body === undefined ? {} : await readBody(request, route.body);
  const { signal } = request;
  const isPrefetch = request.headers.get('swf-priority') === 'prefetch';
  return {
    request,
    query,
    body,
    signal,
    identity,
    get client(): Client {
      return services.client({
        priority: isPrefetch ? 'prefetch' : 'click',
        maxWaitInSeconds: LONGEST_CLICK_IN_SECONDS,
        signal,
      });
    },
  };
}

function unauthorized(): RequestError {
  return new RequestError('log in first', { status: 401, code: 'UNAUTHORIZED' });
}

function resourceOf(query: URLSearchParams): Problem['resource'] {
  const [domain, id] = [query.get('domain'), query.get('id')];
  if (domain === null) return undefined;
  return id === null ? { kind: 'Domain', name: domain } : { kind: 'WorkflowExecution', name: id, domain };
}
