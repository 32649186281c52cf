import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { emptyFolder } from './swf.js';

/** A program on a pseudo-terminal of its own. */
export interface TerminalRun {
  /** Resolves when the screen, scrolled lines included, matches; rejects if the program ends before. */
  shows(pattern: RegExp): Promise<void>;
  type(text: string): void;
  resize(columns: number): void;
  readonly exitCode: Promise<number>;
  /** The lines of the screen, scrolled ones included. */
  lines(): readonly string[];
  readonly terminal: xterm.Terminal;
}

/** What a program on a terminal is started with. */
export interface TerminalOptions {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** The program. Default: node. */
  readonly program?: string;
  /** The time that node takes for the present; it does not move. */
  readonly now?: Date;
}

const ROWS = 50;

/** Starts a program with these arguments on a terminal. */
export function startOnTerminal(argv: readonly string[], options: TerminalOptions = {}): TerminalRun {
  const { columns = 80, env = {}, program = process.execPath, now } = options;
  const terminal = new xterm.Terminal({ cols: columns, rows: ROWS, scrollback: 1000, allowProposedApi: true });
  const process_ = spawn(program, [...(now ? ['--import', frozenTime(now)] : []), ...argv], {
    name: 'xterm-256color',
    cols: columns,
    rows: ROWS,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: emptyFolder(),
      XDG_CONFIG_HOME: emptyFolder(),
      XDG_STATE_HOME: emptyFolder(),
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      TZ: 'UTC',
      ...env,
    },
  });
  const watchers = new Set<() => void>();
  let written: Promise<void> = Promise.resolve();
  process_.onData((data) => {
    written = written.then(() => new Promise((resolve) => terminal.write(data, resolve)));
    void written.then(() => {
      for (const watch of watchers) watch();
    });
  });
  const exitCode = new Promise<number>((resolve) => {
    process_.onExit(({ exitCode: code }) => void written.then(() => resolve(code)));
  });
  const lines = () => linesOf(terminal);
  return {
    terminal,
    exitCode,
    lines,
    type: (text) => process_.write(text),
    resize(newColumns) {
      process_.resize(newColumns, ROWS);
      terminal.resize(newColumns, ROWS);
    },
    shows: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          if (!pattern.test(lines().join('\n'))) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
        void exitCode.then((code) => {
          watch();
          reject(new Error(`the program ended with ${code} and showed:\n${lines().join('\n')}`));
        });
      }),
  };
}

function linesOf({ buffer }: xterm.Terminal): readonly string[] {
  const lines = Array.from({ length: buffer.active.length }, (_, index) =>
    (buffer.active.getLine(index)?.translateToString(true) ?? '').trimEnd(),
  );
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
}

/** A module that stops the clock of a program: what it prints of ages is always the same. */
function frozenTime(now: Date): string {
  const code = `
    const Real = Date;
    const now = ${now.getTime()};
    globalThis.Date = class extends Real {
      constructor(...given) { given.length === 0 ? super(now) : super(...given); }
      static now() { return now; }
    };`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
