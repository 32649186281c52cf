import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useKeys } from '../shell/keys.js';
import { ROW_IN_PIXELS, rowAfterKey, rowWindow, scrollTopFor } from './grid-window.js';

/** A column of a grid. */
export interface Column<Row> {
  readonly id: string;
  readonly title: ComponentChildren;
  /** A track of CSS grid: `minmax(160px, 2fr)`, `96px`. */
  readonly width: string;
  readonly cell: (row: Row, index: number) => ComponentChildren;
  /** The column is left out where the grid is narrower, in pixels. */
  readonly hideBelow?: number;
  /** Its width in a grid below 480 pixels, where styles may show less of it. */
  readonly narrowWidth?: string;
  readonly isNumeric?: boolean;
}

/** Where a reader is in a grid. */
export interface GridMemory {
  scrollTop: number;
  activeKey: string | undefined;
}

interface GridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** All rows there are, for screen readers; default: the rows given. -1 if it is not known. */
  readonly rowCount?: number;
  /** Opens a row: by Enter, or a click. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Called with other keys pressed on a row; returns whether it used the key. */
  readonly onRowKey?: ((row: Row, event: KeyboardEvent) => boolean) | undefined;
  /** Called when the last rows come into view. */
  readonly onEnd?: (() => void) | undefined;
  /** Called with the rows on the screen, when they become others. */
  readonly onView?: ((rows: readonly Row[]) => void) | undefined;
  /** The row that is selected, or all that are. */
  readonly isSelected?: ((row: Row) => boolean) | undefined;
  readonly rowClass?: ((row: Row) => string) | undefined;
  /** Where the reader was when the grid was shown last; it is kept up to date. */
  readonly memory?: GridMemory | undefined;
  /** The key of a row to bring into view and make the active one. */
  readonly reveal?: string | undefined;
  /** Shown after the last row. */
  readonly children?: ComponentChildren;
}

const SPARE_ROWS = 20;

/**
 * A table of any length: only the rows in view are in the DOM. One row has the focus; it stays in
 * the DOM when it is scrolled away, and follows its key when rows come or go above it.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const {
    label,
    rows,
    rowKey,
    rowCount = rows.length,
    onOpen,
    onRowKey,
    onEnd,
    onView,
    isSelected,
    rowClass,
    reveal,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { scrollTop, height, width, onScroll } = useViewport(scroller, props.memory);
  const [activeKey, setActiveKey] = useState(props.memory?.activeKey);
  if (props.memory) props.memory.activeKey = activeKey;
  const isEntering = useRef(false);
  const activeIndex = useActiveIndex(rows, rowKey, activeKey);
  const columns = props.columns.filter(({ hideBelow = 0 }) => width >= hideBelow);
  const range = rowWindow(scrollTop, height, rows.length);

  const activate = (index: number, isFocused: boolean) => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(rowKey(row));
    const own = scroller.current;
    if (!own) return;
    own.scrollTop = scrollTopFor(index, own.scrollTop, own.clientHeight - ROW_IN_PIXELS);
    if (!isFocused) return;
    isEntering.current = true;
    focusActive(own);
  };

  useEffect(() => {
    if (reveal === undefined) return;
    const index = rows.findIndex((row) => rowKey(row) === reveal);
    // Keeps the focus in the grid, but never steals it from elsewhere.
    if (index >= 0) activate(index, scroller.current?.contains(document.activeElement) ?? false);
  }, [reveal, rows.length > 0]);

  const isAtEnd = range.end + SPARE_ROWS >= rows.length;
  useEffect(() => {
    if (isAtEnd && height > 0) onEnd?.();
  }, [isAtEnd, rows.length, height, onEnd]);

  const { first, end } = rowWindow(scrollTop, height - ROW_IN_PIXELS, rows.length, 0);
  useEffect(() => {
    if (height > 0) onView?.(rows.slice(first, end));
  }, [rows, first, end, height > 0]);

  // The first key brings the focus into the grid. Those that follow before it is there move on.
  const enter = (step: number) => () =>
    activate(isEntering.current ? activeIndex + step : Math.max(0, activeIndex), true);
  useKeys({
    j: { title: 'Next row', run: enter(1) },
    k: { title: 'Previous row', run: enter(-1) },
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isForGrid(event)) return;
    const row = rows[activeIndex];
    if (row === undefined) return;
    const target = rowAfterKey(
      event.key,
      activeIndex,
      rows.length,
      Math.max(1, Math.floor(height / ROW_IN_PIXELS) - 2),
    );
    if (target !== undefined) activate(target, true);
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else if (!onRowKey?.(row, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = indexesOf(range, activeIndex, rows.length);
  return (
    <div class="grid-scroller" ref={scroller} onScroll={onScroll}>
      <table
        class="grid"
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount < 0 ? -1 : rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable={isSelected ? true : undefined}
        style={{ '--columns': tracksOf(columns, width), '--rows': String(rows.length) }}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr class="grid-row grid-head" aria-rowindex={1}>
            {columns.map(({ id, title, isNumeric }) => (
              <th key={id} class={`grid-cell is-${id} ${isNumeric ? 'is-numeric' : ''}`} scope="col">
                <span>{title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="grid-body">
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isActive = index === Math.max(0, activeIndex);
            return (
              <tr
                key={rowKey(row)}
                class={`grid-row ${rowClass?.(row) ?? ''}`}
                aria-rowindex={index + 2}
                aria-selected={isSelected?.(row)}
                data-active={isActive}
                tabIndex={isActive ? 0 : -1}
                style={{ '--row-index': String(index) }}
                onFocus={() => {
                  isEntering.current = false;
                  setActiveKey(rowKey(row));
                }}
                onClick={(event) => {
                  if (isPlainClick(event)) onOpen?.(row);
                }}
              >
                {columns.map(({ id, cell, isNumeric }) => (
                  <td key={id} class={`grid-cell ${isNumeric ? 'is-numeric' : ''}`}>
                    {cell(row, index)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {props.children}
    </div>
  );
}

const NARROW_IN_PIXELS = 480;

function tracksOf<Row>(columns: readonly Column<Row>[], width: number): string {
  const isNarrow = width < NARROW_IN_PIXELS;
  return columns.map((column) => (isNarrow && column.narrowWidth) || column.width).join(' ');
}

/** The rows in view, and the active one wherever it is: it has the focus. */
function indexesOf({ first, end }: { first: number; end: number }, active: number, count: number): readonly number[] {
  const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
  const kept = active >= 0 && active < count ? active : 0;
  if (count === 0 || (kept >= first && kept < end)) return indexes;
  return kept < first ? [kept, ...indexes] : [...indexes, kept];
}

function useActiveIndex<Row>(rows: readonly Row[], rowKey: (row: Row) => string, key: string | undefined): number {
  const last = useRef(-1);
  const isAt = (index: number) => {
    const row = rows[index];
    return row !== undefined && rowKey(row) === key;
  };
  if (key === undefined) last.current = -1;
  else if (!isAt(last.current)) {
    const found = rows.findIndex((row) => rowKey(row) === key);
    // A row that is gone leaves the focus where it was.
    last.current = found >= 0 ? found : Math.min(last.current, rows.length - 1);
  }
  return last.current;
}

function useViewport(scroller: RefObject<HTMLDivElement | null>, memory: GridMemory | undefined) {
  const [viewport, setViewport] = useState({ scrollTop: 0, height: 0, width: 0 });
  useLayoutEffect(() => {
    const own = scroller.current;
    if (!own) return undefined;
    if (memory) returnTo(own, memory);
    const measure = () => setViewport({ scrollTop: own.scrollTop, height: own.clientHeight, width: own.clientWidth });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(own);
    return () => observer.disconnect();
  }, [scroller, memory]);
  const onScroll = () => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    if (memory) memory.scrollTop = scrollTop;
    setViewport((before) => ({ ...before, scrollTop }));
  };
  return { ...viewport, onScroll };
}

/** Scrolls to where the reader was; the row that they left by Enter has the focus again. */
function returnTo(own: HTMLElement, { scrollTop, activeKey }: GridMemory): void {
  own.scrollTop = scrollTop;
  if (activeKey !== undefined && document.activeElement === document.body) focusActive(own);
}

function focusActive(own: HTMLElement): void {
  requestAnimationFrame(() => own.querySelector<HTMLElement>('[data-active="true"]')?.focus({ preventScroll: true }));
}

/** Whether a key is for the grid: not one for a control, except Down out of the head. */
function isForGrid({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || key === 'Escape' || !target.closest('button, input, a, select')) return true;
  return key === 'ArrowDown' && target.closest('thead') !== null;
}

/** Whether a click is for the row: not one on a control, nor the end of selecting text. */
function isPlainClick(event: MouseEvent): boolean {
  const isOnControl = event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
  return !isOnControl && !event.defaultPrevented && String(getSelection() ?? '') === '';
}
