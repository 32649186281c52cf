export { type Kind, kindOf, kinds } from './kinds.js';
export { ReadOnlyError, type Restriction, restrictChanges } from './restrict.js';
