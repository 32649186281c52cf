/** What SWF's fault says of a domain that it does not know. */
const UNKNOWN_DOMAIN = /^Unknown domain: (.*)$/;

interface RegionDomains {
  readonly region: string;
  readonly domains: readonly string[];
}

/**
 * Adds to SWF's "Unknown domain" that a local service has the domain in another region: it keeps
 * regions apart, and the default region of a tool is easily another one.
 */
export async function nameOtherRegion(error: unknown, endpoint: string): Promise<void> {
  if (!(error instanceof Error)) return;
  const [, domain] = UNKNOWN_DOMAIN.exec(error.message) ?? [];
  if (domain === undefined) return;
  const regions = await regionsOf(endpoint);
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
