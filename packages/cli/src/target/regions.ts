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
 * Adds to SWF's "Unknown domain" the region and where that comes from: most often it is the wrong
 * one. A local service also says in which region it has the domain.
 */
export async function explainUnknownDomain(error: unknown, place: Place): Promise<void> {
  if (!(error instanceof Error)) return;
  const [, domain] = UNKNOWN_DOMAIN.exec(error.message) ?? [];
  if (domain === undefined) return;
  error.message += ` in ${place.region}, the region of ${place.source}`;
  if (place.localEndpoint === undefined) return;
  const regions = await regionsOf(place.localEndpoint);
  const others = regions.filter(({ domains }) => domains.includes(domain)).map(({ region }) => region);
  if (others.length > 0) error.message += `; it exists in ${others.join(', ')}: give --region`;
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
