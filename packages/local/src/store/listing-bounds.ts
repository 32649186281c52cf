/** Sorts before every text: where an ascending listing begins. */
export const BEFORE_ALL = '';

/**
 * Sorts after every text, as SQLite puts all blobs behind all texts: where a descending listing begins.
 * It is not empty because some drivers bind an empty blob as NULL.
 */
export const AFTER_ALL = new Uint8Array(1);
