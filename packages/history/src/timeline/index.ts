export type { Span } from './span.js';
export { timeline } from './timeline.js';
export { toSVG } from './to-svg.js';
