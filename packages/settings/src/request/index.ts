export { delay } from './delay.js';
export { type ExecutionQuery, latestRunId } from './latest-run.js';
export { type Page, pages } from './pages.js';
export { type Client, checkRequestOptions, REQUEST_OPTIONS, type RequestOptions, send } from './send.js';
export { untilVisible } from './visibility.js';
