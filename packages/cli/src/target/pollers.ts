import type { Target } from './target.js';

/** A poll that is open at a local service. */
export interface LocalPoller {
  readonly region: string;
  readonly domain: string;
  readonly taskList: string;
  readonly kind: 'activity' | 'decision';
  readonly identity?: string;
  readonly since: Date;
}

/** Returns who polls in the region of a target, which only swf-local says; undefined if it does not. */
export async function readPollers({ endpoint, region }: Target): Promise<readonly LocalPoller[] | undefined> {
  const answer = await fetch(new URL('/pollers', endpoint), { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) return undefined;
  const pollers = (await answer.json()) as readonly (Omit<LocalPoller, 'since'> & { readonly since: string })[];
  return pollers
    .filter((poller) => poller.region === region)
    .map((poller) => ({ ...poller, since: new Date(poller.since) }));
}
