export { filterTerms, formatFilter, type ParseFilterOptions, parseFilter } from './filter.js';
export { formatTerm, splitTerms, type Term } from './terms.js';
export { parseDuration, parseTime } from './time.js';
