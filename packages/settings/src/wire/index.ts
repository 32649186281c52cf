export { type Bounds, checkInteger, checkLength } from './check.js';
export { LIMITS } from './limits.js';
export { encodePayload, parsePayload } from './payload.js';
export { formatTimeout, parseTimeout, type Timeout } from './timeout.js';
