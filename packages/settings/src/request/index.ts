export { type Client, checkRequestOptions, REQUEST_OPTIONS, type RequestOptions } from '../wire/index.js';
export { checkSame, requiredExecution, requiredMember, requiredType } from './answer.js';
export { type ExecutionQuery, latestRunId, openRunId } from './latest-run.js';
export { type OpenOrStart, openOrStart } from './open-or-start.js';
export { type Page, pages } from './pages.js';
export { send, sendOnce } from './send.js';
export { delay, untilVisible, within } from './wait.js';
