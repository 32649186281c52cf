export { type ExecutionQuery, latestRunId } from './latest-run.js';
export { type Page, pages } from './pages.js';
export { type Client, checkRequestOptions, type RequestOptions, send } from './send.js';
