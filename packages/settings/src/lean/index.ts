export { lean } from './lean.js';
