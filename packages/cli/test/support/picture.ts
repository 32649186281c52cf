import type xterm from '@xterm/headless';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;

// The 16 colors of a terminal, readable on the dark background of the picture.
const COLORS: Readonly<Record<number, string>> = {
  1: '#ff7b72',
  2: '#7ee787',
  3: '#f2cc60',
  4: '#79c0ff',
  5: '#d2a8ff',
  6: '#56d4dd',
  8: '#8b949e',
};

/** Draws what a terminal shows as an SVG, below the command that was typed. */
export function picture(terminal: xterm.Terminal, command: string, replace: (text: string) => string): string {
  const screen = rowsOf(terminal).map((runs) => runs.map(({ text, color }) => ({ text: replace(text), color })));
  const rows = [[{ text: `$ ${command}`, color: '#8b949e' }], ...screen];
  const columns = Math.max(terminal.cols, command.length + 2);
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = Math.ceil(rows.length * CELL.height + 2 * MARGIN);
  const lines = rows.map((runs, index) => {
    const y = MARGIN + (index + 0.75) * CELL.height;
    const spans = runs.map(({ text, color }) => `<tspan fill="${color}">${escapeXml(text)}</tspan>`);
    return `<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans.join('')}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ' font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">',
    `<title>swf ${escapeXml(command.replace(/^swf /, ''))}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

interface Run {
  readonly text: string;
  readonly color: string;
}

/** The lines of the screen, each in runs of one color. */
function rowsOf({ buffer }: xterm.Terminal): readonly (readonly Run[])[] {
  const rows = Array.from({ length: buffer.active.length }, (_, index) => runsOf(buffer.active.getLine(index)));
  const last = rows.findLastIndex((runs) => runs.length > 0);
  return rows.slice(0, last + 1);
}

function runsOf(line: xterm.IBufferLine | undefined): readonly Run[] {
  if (line === undefined) return [];
  const runs: { text: string; color: string }[] = [];
  const length = line.translateToString(true).trimEnd().length;
  for (let index = 0; index < line.length; index += 1) {
    const cell = line.getCell(index);
    if (cell === undefined || cell.getWidth() === 0 || index >= length) continue;
    const color = (cell.isFgPalette() ? COLORS[cell.getFgColor()] : undefined) ?? '#e6edf3';
    const text = cell.getChars() || ' ';
    const previous = runs.at(-1);
    if (previous?.color === color) previous.text += text;
    else runs.push({ text, color });
  }
  return runs;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
