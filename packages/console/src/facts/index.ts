export { FactReader, type FactSources } from './fact-reader.js';
