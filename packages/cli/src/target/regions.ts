import { messageOf, translateError } from '@swf/settings/errors';

/** What SWF's fault says of a domain that it does not know. */
const UNKNOWN_DOMAIN = /^Unknown domain: (.*)$/;

interface RegionDomains {
  readonly region: string;
  readonly domains: readonly string[];
}

/** The region of a target, where it comes from, and the endpoint if that may be swf-local's. */
export interface Place {
  readonly region: string;
  readonly source: string;
  readonly localEndpoint: string | undefined;
}

/**
 * Returns the error to throw. That of an unknown domain also says the region and where that comes
 * from: most often it is the wrong one. A local service knows in which region it has the domain.
 */
export async function explainUnknownDomain(error: unknown, place: Place): Promise<unknown> {
  const [, name] = UNKNOWN_DOMAIN.exec(messageOf(error)) ?? [];
  if (name === undefined) return error;
  // Here and not by its caller, which would not recognize the longer message.
  const unknown = translateError(error, { kind: 'Domain', name });
  unknown.message += ` in ${place.region}, the region of ${place.source}`;
  if (place.localEndpoint === undefined) return unknown;
  const regions = await regionsOf(place.localEndpoint);
  const others = regions.filter(({ domains }) => domains.includes(name)).map(({ region }) => region);
  if (others.length > 0) unknown.message += `; it exists in ${others.join(', ')}: give --region`;
  return unknown;
}

/** Returns the regions of a local service; none if it does not say. */
async function regionsOf(endpoint: string): Promise<readonly RegionDomains[]> {
  try {
    const answer = await fetch(new URL('/regions', endpoint), { signal: AbortSignal.timeout(1000) });
    return answer.ok ? ((await answer.json()) as readonly RegionDomains[]) : [];
  } catch {
    // The failure that is explained must not be hidden by another.
    return [];
  }
}
