import { hostname } from 'node:os';
import { LIMITS } from '@swf/settings/wire';
import { truncate } from '../failures/truncate.js';

/** The identity that SWF records for a poller unless another is given: `host:pid:actor`. */
export function defaultIdentity(actor: string): string {
  return truncate(`${hostname()}:${process.pid}:${actor}`, LIMITS.identity);
}
