import type { ActorLogger } from '@swf/actors';

/** A logger that drops every line. */
export const silent: ActorLogger = { debug() {}, info() {}, warn() {}, error() {} };
