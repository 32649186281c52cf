/** A line of a plot. */
export interface Series {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const WIDTH = 720;
const HEIGHT = 360;
const MARGIN = 56;
const DASHES = ['', '8 5', '2 4'];

/** Draws the lines as a standalone SVG, with distinct dashes, readable on light and dark. */
export function plot(
  title: string,
  series: readonly Series[],
  axes: { readonly x: string; readonly y: string },
): string {
  const maxX = Math.max(...series.flatMap(({ points }) => points.map(([x]) => x)));
  const maxY = Math.max(...series.flatMap(({ points }) => points.map(([, y]) => y)));
  const at = (x: number, y: number) =>
    `${(MARGIN + (x / maxX) * (WIDTH - 2 * MARGIN)).toFixed(1)},${(HEIGHT - MARGIN - (y / maxY) * (HEIGHT - 2 * MARGIN)).toFixed(1)}`;
  const lines = series.map(({ label, points }, index) => {
    const path = points.map(([x, y]) => at(x, y)).join(' ');
    const [labelX, labelY] = at(points.at(-1)?.[0] ?? 0, points.at(-1)?.[1] ?? 0).split(',');
    return [
      `<polyline points="${path}" class="line" stroke-dasharray="${DASHES[index % DASHES.length]}"/>`,
      `<text x="${labelX}" y="${Number(labelY) - 8}" text-anchor="end">${label}</text>`,
    ].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img">
<title>${title}</title>
<style>
svg { background: #ffffff; } text { fill: #1f2328; } .line { fill: none; stroke: #0969da; stroke-width: 2; } .axis { stroke: #59636e; }
@media (prefers-color-scheme: dark) { svg { background: #0d1117; } text { fill: #f0f6fc; } .line { stroke: #4493f8; } .axis { stroke: #9198a1; } }
</style>
<line class="axis" x1="${MARGIN}" y1="${HEIGHT - MARGIN}" x2="${WIDTH - MARGIN}" y2="${HEIGHT - MARGIN}"/>
<line class="axis" x1="${MARGIN}" y1="${MARGIN}" x2="${MARGIN}" y2="${HEIGHT - MARGIN}"/>
<text x="${WIDTH - MARGIN}" y="${HEIGHT - MARGIN + 20}" text-anchor="end">${Math.round(maxX).toLocaleString('en')}</text>
<text x="${WIDTH / 2}" y="${HEIGHT - 12}" text-anchor="middle">${axes.x}</text>
<text x="${MARGIN - 6}" y="${MARGIN + 4}" text-anchor="end">${maxY.toFixed(0)}</text>
<text x="${MARGIN}" y="${MARGIN - 16}">${axes.y}</text>
${lines.join('\n')}
</svg>
`;
}
