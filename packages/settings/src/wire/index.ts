export {
  ACTIVITY_TASK_SETTINGS,
  ACTIVITY_TYPE_DEFAULTS,
  type ActivityTaskSettings,
  type ActivityTypeDefaults,
} from './activity-attributes.js';
export { type Bounds, checkInteger, checkLength, checkObject, checkOneOf, preview } from './check.js';
export { type Codec, required, unchanged } from './codec.js';
export { decodePayload, parsePayload, validatePayload } from './decode-payload.js';
export {
  EXECUTION_SETTINGS,
  type ExecutionSettings,
  WORKFLOW_TYPE_DEFAULTS,
  type WorkflowTypeDefaults,
} from './execution-attributes.js';
export { INSPECT, type InspectArguments, printed } from './inspect.js';
export { LIMITS } from './limits.js';
export { NAME, TRIMMED_NAME, VERSION, WORKFLOW_ID } from './name.js';
export { COUNT, RETENTION_PERIOD, SECONDS, seconds, TASK_PRIORITY, TIMEOUT, type Timeout } from './number.js';
export {
  type Client,
  checkOptions,
  checkRequestOptions,
  nearestName,
  type OptionNames,
  REQUEST_OPTIONS,
  type RequestOptions,
  unknownName,
} from './options.js';
export { encodePayload, PAYLOAD, payload } from './payload.js';
export {
  CHILD_TASK_LIST_REF,
  DOMAIN_REF,
  type DomainRef,
  EXECUTION_REF,
  type ExecutionRef,
  TASK_LIST,
  TASK_LIST_REF,
  type TaskListRef,
  TYPE_REF,
  type TypeRef,
} from './reference.js';
export {
  checkMember,
  checkStructure,
  type EveryMember,
  type Formatted,
  formatStructure,
  nested,
  parseStructure,
  type Structure,
  type StructureCheck,
} from './structure.js';
export {
  ARN,
  DATA,
  DESCRIPTION,
  MARKER_NAME,
  REASON,
  RUN_ID,
  SIGNAL_NAME,
  TAG_LIST,
  TASK_TOKEN,
  text,
} from './text.js';
export { INSTANT, parseMilliseconds, parseTimestamp } from './timestamp.js';
export { BOOLEAN, CHILD_POLICY, type ChildPolicy, oneOf, REGISTRATION_STATUS, receivedWord } from './word.js';
