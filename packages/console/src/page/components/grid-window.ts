/** The height of a row in pixels; the styles have the same. */
export const ROW_IN_PIXELS = 32;

const MARGIN_IN_ROWS = 8;

/** A range of rows: from `first`, up to but without `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * Returns the rows at a scroll position, with a margin on both sides.
 *
 * @param margin in rows; default: that of the rows in the DOM.
 */
export function rowWindow(scrollTop: number, height: number, rowCount: number, margin = MARGIN_IN_ROWS): RowRange {
  const from = Math.floor(scrollTop / ROW_IN_PIXELS) - margin;
  const to = Math.ceil((scrollTop + height) / ROW_IN_PIXELS) + margin;
  const end = Math.min(rowCount, Math.max(0, to));
  return { first: Math.max(0, Math.min(from, end)), end };
}

/** Returns the scroll position at which a row is fully visible: the current one if it is already. */
export function scrollTopFor(index: number, scrollTop: number, height: number): number {
  const top = index * ROW_IN_PIXELS;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + ROW_IN_PIXELS - height);
}

/** Returns the row that a key moves to; undefined if the key moves nowhere. */
export function rowAfterKey(key: string, index: number, rowCount: number, pageRows: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    j: index + 1,
    ArrowUp: index - 1,
    k: index - 1,
    PageDown: index + pageRows,
    PageUp: index - pageRows,
    Home: 0,
    End: rowCount - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined || rowCount === 0 ? undefined : Math.max(0, Math.min(rowCount - 1, target));
}

const MONO_IN_PIXELS = { least: 120, most: 480, ofCharacter: 7.3, ofPadding: 20 };
const LOOKED_AT = 1000;

/**
 * Returns the track of a column of ids: as wide as the longest, so that what follows is beside it.
 * It grows by eight characters at a time: columns that move with each page would not be calm.
 */
export function monoTrack<Row>(rows: readonly Row[], text: (row: Row) => string): string {
  const { least, most, ofCharacter, ofPadding } = MONO_IN_PIXELS;
  const longest = rows.slice(0, LOOKED_AT).reduce((length, row) => Math.max(length, text(row).length), 0);
  const wanted = Math.round(Math.ceil(longest / 8) * 8 * ofCharacter + ofPadding);
  return `minmax(${least}px, ${Math.max(least, Math.min(most, wanted))}px)`;
}
