export { type Page, pages } from './pages.js';
export { type Client, type RequestOptions, send } from './send.js';
