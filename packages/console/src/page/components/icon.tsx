const PATHS = {
  executions: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  types: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5ZM2.7 5 8 8.1 13.3 5M8 8.1v6',
  taskLists: 'M2.5 3.5h11v3h-11zM2.5 9.5h11v3h-11z',
  import: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11',
  time: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.5V8l2.4 1.6',
  help: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.2 6.3A1.8 1.8 0 1 1 8 8.3v1M8 11.2v.2',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1',
  dark: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z',
  system: 'M8 1.8a6.2 6.2 0 1 0 0 12.4ZM8 1.8a6.2 6.2 0 0 1 0 12.4',
  chevron: 'M4.5 6.3 8 9.8l3.5-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  lock: 'M4 7.2h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  plus: 'M8 3v10M3 8h10',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  download: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  star: 'M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.2l-3.7 2.1.8-4.1L2 6.3l4.2-.5Z',
  terminal: 'M2.5 3h11v10h-11zM5 6.2 7 8l-2 1.8M8.5 10h2.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3l3.2 3.2',
  up: 'M8 13V3M3.8 7.2 8 3l4.2 4.2',
  external: 'M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.2 2.8 7.5 8.5',
  restart: 'M13 8a5 5 0 1 1-1.5-3.6M13.2 2v3.2H10',
  warning: 'M8 2.2 14.2 13H1.8ZM8 6.2v3.2M8 11.2v.2',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** A line icon, 16 by 16, in the color of the text around it. It is decoration: words say the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
