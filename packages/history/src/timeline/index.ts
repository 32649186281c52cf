export { formatDuration } from './duration.js';
export { markOf, type Span, type SpanMark } from './span.js';
export { timeline } from './timeline.js';
export { toSVG } from './to-svg.js';
export { type TextOptions, toText } from './to-text.js';
