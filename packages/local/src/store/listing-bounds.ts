/** Sorts before every text: where an ascending listing begins. */
export const BEFORE_ALL = '';

/** Sorts after every text, as SQLite puts all blobs behind all texts: where a descending listing begins. */
export const AFTER_ALL = Buffer.alloc(0);
