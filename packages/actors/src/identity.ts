import { hostname } from 'node:os';
import { LIMITS } from '@swf/settings/wire';
import { cut } from './task/cut.js';

/** The identity that SWF records for a poller unless another is given: `host:pid:actor`. */
export function defaultIdentity(actor: string): string {
  return cut(`${hostname()}:${process.pid}:${actor}`, LIMITS.identity);
}
