export { type Kind, kindOf, kinds } from './kinds.js';
