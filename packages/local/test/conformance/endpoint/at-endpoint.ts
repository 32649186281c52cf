import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServiceInputTypes, type ServiceOutputTypes, SWFClient } from '@aws-sdk/client-swf';
import type { Subject } from '../subject.js';
import { Translation } from './translation.js';

/** Where the claims are shown, and the domain that is there for them alone. */
export interface Endpoint {
  readonly region: string;
  /** Undefined for AWS. */
  readonly endpoint?: string;
  readonly domain: string;
}

/** A subject that shares its domain with other claims. */
export interface EndpointSubject extends Subject {
  /** What the claim needs that an account cannot give; undefined if it needs nothing. */
  readonly missing: string | undefined;
}

/** Waits of the clock that are worth it, in seconds. */
const LONGEST_WAIT = 2;

/** Operations on what is not the claim's own: domains, their tags, and Lambda functions. */
const FORBIDDEN = /Domains?$|Resource$/;

/** Operations that read what an earlier one may have changed moments ago. */
const READS = /^(Get|Describe|List|Count)/;

/**
 * Makes a subject at an endpoint. Its clock is the endpoint's: what a claim expects at once may need
 * `lagInSeconds`, since SWF reads are eventually consistent.
 */
export function atEndpoint({ region, endpoint, domain }: Endpoint, lagInSeconds: number): EndpointSubject {
  const names = new Translation(domain, `c${randomUUID().slice(0, 8)}-`);
  const client = new SWFClient({ region, ...(endpoint !== undefined && { endpoint }), maxAttempts: 8 });
  let missing: string | undefined;
  let isChanged = false;
  const refuse = (what: string): never => {
    missing ??= what;
    throw new Error(`this needs ${what}`);
  };
  const settle = async () => {
    if (!isChanged) return;
    isChanged = false;
    await sleep(lagInSeconds * 1000);
  };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const operation = String(commandName).replace(/Command$/, '');
        // The domain is there already.
        if (operation === 'RegisterDomain') return { response: {}, output: { $metadata: {} } };
        const input: Readonly<Record<string, unknown>> = { ...args.input };
        if (FORBIDDEN.test(operation)) refuse('an account of its own');
        if (sharesRows(operation, input)) refuse('a domain of its own');
        if (READS.test(operation)) await settle();
        else isChanged = true;
        try {
          const answer = await next({ input: names.toEndpoint(operation, input) as unknown as ServiceInputTypes });
          return { ...answer, output: names.fromEndpoint({ ...answer.output }) as unknown as ServiceOutputTypes };
        } catch (error) {
          if (error instanceof Error) error.message = names.text(error.message);
          throw error;
        }
      },
    { step: 'initialize', name: 'translateNames' },
  );
  return {
    client,
    clock: {
      now: () => refuse('a clock that can be read exactly'),
      advance: async ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
        const wait = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
        if (wait > LONGEST_WAIT) refuse('a clock that can be moved');
        isChanged = true;
        await settle();
        await sleep(wait * 1000);
      },
    },
    exchange: async () => refuse('requests without a signature'),
    get missing() {
      return missing;
    },
    close: async () => client.destroy(),
  };
}

/** Whether the answer depends on executions and types of other claims: translation hides their rows only. */
function sharesRows(operation: string, input: Readonly<Record<string, unknown>>): boolean {
  if (/^List/.test(operation)) return 'maximumPageSize' in input || 'nextPageToken' in input;
  const isFiltered = 'executionFilter' in input || 'typeFilter' in input;
  return /^Count(Open|Closed)/.test(operation) && !isFiltered;
}
