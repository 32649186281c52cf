export { type Bounds, checkInteger, checkLength, checkObject, checkOneOf, show } from './check.js';
export { LIMITS } from './limits.js';
export { checkName, checkTrimmed, checkWorkflowId, type NameBounds } from './name.js';
export { checkOptions, type OptionNames } from './options.js';
export { encodePayload, parsePayload } from './payload.js';
export { validatePayload } from './schema.js';
export { checkTagList } from './tag-list.js';
export { formatTaskPriority, parseTaskPriority } from './task-priority.js';
export { formatSeconds, formatTimeout, parseSeconds, parseTimeout, type Timeout } from './timeout.js';
