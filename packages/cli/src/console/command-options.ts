import type { Context } from '../target/contexts.js';
import { LOCAL_ENDPOINT, type Target } from '../target/target.js';

type Chosen = Partial<Pick<Target, 'context' | 'region' | 'endpoint' | 'profile'>>;

/** Returns the options that choose a target: its context, and what that has not or has otherwise. */
export function commandOptions({ context, region, endpoint, profile }: Chosen, known: Context = {}): readonly string[] {
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  const unless = (value: string | undefined, other: string | undefined) => (value === other ? undefined : value);
  const otherEndpoint = unless(endpoint, known.endpoint);
  return [
    ...option('--context', context),
    ...(otherEndpoint === LOCAL_ENDPOINT ? ['--local'] : option('--endpoint', otherEndpoint)),
    ...option('--region', unless(region, known.region)),
    ...option('--profile', unless(profile, known.profile)),
  ];
}
