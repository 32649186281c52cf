export { filterTerms, formatFilter, type ParseFilterOptions, parseFilter } from './filter.js';
export { parseDuration, parseTime } from './time.js';
