import { Writable } from 'node:stream';
import { type Shell, write } from '../shell.js';

// The alternate screen leaves what was on the terminal as it was.
const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?1049l\u001b[?25h';
const HOME = '\u001b[H';
const CLEAR = '\u001b[2J';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const WIDTH = 80;

/** Frames that replace each other on a terminal, and follow each other elsewhere. */
export class Screen {
  readonly #shell: Shell;
  /** The width of the last frame; undefined before the first. */
  #columns: number | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Shows what is drawn; on a terminal at once and without flicker, as many lines as fit. */
  async show(draw: (frame: Shell) => Promise<void>): Promise<void> {
    const { stdout } = this.#shell;
    if (!stdout.isTTY) return draw(this.#shell);
    let text = '';
    const output = new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        text += chunk;
        done();
      },
    });
    const { columns = WIDTH, rows } = stdout;
    await draw({ ...this.#shell, stdout: Object.assign(output, { isTTY: true, columns }), stderr: output });
    const lines = fitting(text.trimEnd().split('\n'), rows);
    const enter = this.#columns === undefined ? ENTER : '';
    // A terminal that was resized has wrapped the lines of the last frame.
    const home = this.#columns === columns ? HOME : HOME + CLEAR;
    this.#columns = columns;
    await write(stdout, `${enter}${home}${lines.map((line) => line + CLEAR_LINE).join('\r\n')}${CLEAR_BELOW}`);
  }

  /** Gives the terminal back as it was. */
  async close(): Promise<void> {
    if (this.#columns !== undefined) await write(this.#shell.stdout, LEAVE);
  }
}

function fitting(lines: readonly string[], rows = lines.length): readonly string[] {
  if (lines.length <= rows) return lines;
  return [...lines.slice(0, rows - 1), `… ${lines.length - rows + 1} more lines`];
}
