import { fromEnv, fromHome } from '@swf/settings';
import type { Context } from './contexts.js';

/** A setting that a target may take from several places. */
type Field = 'endpoint' | 'region' | 'profile';

/** The options that say where a target is. */
type Options = Readonly<Partial<Record<Field, string | undefined>>> & { readonly local?: boolean | undefined };

/** The context in use. */
interface InUse {
  readonly contextName: string | undefined;
  readonly context: Context;
}

/** Returns where a setting of a target comes from; undefined if it is left to the SDK. */
export function sourceOf(field: Field, options: Options, { contextName, context }: InUse): string | undefined {
  if (field === 'endpoint' && options.local) return '--local';
  if (options[field] !== undefined) return `--${field}`;
  if (context[field] !== undefined) return `context "${contextName}"`;
  if (fromHome()[field] !== undefined) return 'the .swf file';
  return fromEnv()[field] === undefined ? undefined : 'the environment';
}

/** Returns where credentials come from; undefined if they are left to the SDK. */
export function credentialsSource({ local }: Options): string | undefined {
  const isGiven = ({ accessKeyId, credentials }: ReturnType<typeof fromEnv>) =>
    accessKeyId !== undefined || credentials !== undefined;
  if (local) return '--local';
  if (isGiven(fromHome())) return 'the .swf file';
  return isGiven(fromEnv()) ? 'the environment' : undefined;
}
