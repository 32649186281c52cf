import type { Client } from '@swf/settings/request';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Problem } from '../../api/problem.js';
import type { Kind } from '../../changes/kinds.js';
import { checkKind } from '../../changes/restrict.js';
import { checkApiRequest, checkPageRequest, checkSender } from '../access/guard.js';
import { secure } from '../access/headers.js';
import type { Hosts } from '../access/hosts.js';
import { record, recordDone } from '../audit.js';
import type { AuditRecord } from '../options.js';
import type { Services } from '../services.js';
import { readBody } from './body.js';
import { Flights } from './flights.js';
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
  const app = new Hono();
  const flights = new Flights();
  // Everything but the stream of updates, whose type it leaves alone.
  app.use(compress({ encoding: 'gzip' }));
  app.use(async ({ req }, next) => {
    checkSender(req.raw, hosts());
    if (/^\/api(?:\/|$)/.test(req.path)) checkApiRequest(req.raw, token);
    else checkPageRequest(req.raw);
    await next();
  });
  for (const route of routes) {
    app.on(route.method, `/api${route.path}`, async ({ req }) => {
      const request = req.raw;
      try {
        return await handle(route, request, { services, flights });
      } catch (error) {
        return problemResponse(problemOf(error, resourceOf(new URL(request.url).searchParams)));
      }
    });
  }
  app.all('/api/*', ({ req }) => {
    throw new RequestError(`there is no ${req.method} ${req.path}`, { status: 404, code: 'NOT_FOUND' });
  });
  app.get('*', async ({ req }) => {
    await identify(req.raw, services);
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

interface Desk {
  readonly services: Services;
  readonly flights: Flights;
}

async function handle(route: Route, request: Request, { services, flights }: Desk): Promise<Response> {
  const { freshness, intervals } = services;
  const identity = await identify(request, services);
  // A change in flight goes on if its sender leaves: otherwise nobody would know whether it was
  // made.
  const signal = route.kind === undefined ? request.signal : new AbortController().signal;
  const call = (until: AbortSignal) => callOf(route, request, services, { identity, signal: until });
  if (route.method !== 'GET') return respond(request, await change(route, await call(signal), services));
  if (route.freshFor === undefined) return respond(request, await route.handle(await call(signal)));
  const etag = freshness.tagOf(request, intervals[route.freshFor].first);
  if (etag) return new Response(null, { status: 304, headers: { etag } });
  const { changes } = freshness;
  // What began before a change is not joined after it.
  const key = `${changes} ${request.url} ${priorityOf(request)}`;
  const answer = await flights.share(key, signal, async (shared) => route.handle(await call(shared)));
  const response = respond(request, answer);
  freshness.keep(request, response, changes);
  return response;
}

async function identify(request: Request, { options: { auth } }: Services): Promise<string | undefined> {
  const identity = await auth?.(request);
  // Programs without types return null, an empty header or a flag for nobody.
  if (auth && (typeof identity !== 'string' || identity === '')) throw unauthorized();
  return identity;
}

/** Who sent a request, and what ends it. */
interface Sender {
  readonly identity: string | undefined;
  readonly signal: AbortSignal;
}

async function callOf(route: Route, request: Request, services: Services, { identity, signal }: Sender): Promise<Call> {
  const query = new Query(new URL(request.url).searchParams, route.query ?? []);
  const body = route.body === undefined ? {} : await readBody(request, route.body);
  return {
    request,
    query,
    body,
    signal,
    identity,
    get client(): Client {
      return services.client({ priority: priorityOf(request), maxWaitInSeconds: LONGEST_CLICK_IN_SECONDS });
    },
  };
}

function priorityOf(request: Request): 'click' | 'prefetch' {
  return request.headers.get('swf-priority') === 'prefetch' ? 'prefetch' : 'click';
}

/** Makes a change, and records it or why it failed. */
async function change(route: Route, call: Call, services: Services): Promise<unknown> {
  const { kind, path } = route;
  if (kind === undefined) return route.handle(call);
  const about = { kind, operation: path.slice(1), ...targetOf(call.body), identity: call.identity };
  const answer = await attempt(route, kind, call, services).catch(async (error: unknown) => {
    await record(services, { ...about, outcome: problemOf(error).code });
    throw error;
  });
  await recordDone(services, { ...about, outcome: 'done' });
  return answer;
}

/** Returns what a body is about, for the record of changes: it may not be valid. */
function targetOf(body: object): Pick<AuditRecord, 'domain' | 'target' | 'runId'> {
  const member = (field: string): string | undefined => {
    const value: unknown = Reflect.get(body, field);
    return typeof value === 'string' ? value : undefined;
  };
  const [name, version] = [member('name'), member('version')];
  const target = member('workflowId') ?? (version === undefined ? name : `${name}@${version}`);
  return { domain: member('domain'), target, runId: member('runId') };
}

async function attempt(route: Route, kind: Kind, call: Call, services: Services): Promise<unknown> {
  checkKind(kind, services.restriction);
  try {
    return await route.handle(call);
  } finally {
    // One that failed may have been made nevertheless.
    services.freshness.clear();
  }
}

function unauthorized(): RequestError {
  return new RequestError('log in first', { status: 401, code: 'UNAUTHORIZED' });
}

function resourceOf(query: URLSearchParams): Problem['resource'] {
  const [domain, id] = [query.get('domain'), query.get('id')];
  if (domain === null) return undefined;
  return id === null ? { kind: 'Domain', name: domain } : { kind: 'WorkflowExecution', name: id, domain };
}
