import type { ActorLogger } from '../../src/index.js';

/** A logger that drops every line. */
export const silent: ActorLogger = { debug() {}, info() {}, warn() {}, error() {} };
