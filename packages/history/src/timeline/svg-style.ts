/**
 * The style sheet of the picture, for light and dark mode. Marks differ by shape as well as by
 * colour.
 */
export const SVG_STYLE = `
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.quiet { fill: #59636e; font-size: 11px; }
.paper { fill: #ffffff; }
.stripe { fill: #f6f8fa; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
.wait { stroke: #818b98; stroke-width: 2; stroke-dasharray: 2 2; }
.succeeded { fill: #1a7f37; stroke: #1a7f37; }
.failed { fill: url(#hatch); stroke: #b32222; stroke-width: 1.5; }
.hatch { stroke: #b32222; stroke-width: 2; }
.canceled { fill: none; stroke: #59636e; stroke-width: 1.5; }
.open { fill: #0969da; fill-opacity: 0.15; stroke: #0969da; stroke-width: 1.5; stroke-dasharray: 5 3; }
.sign { fill: none; stroke: #1f2328; stroke-width: 1.6; stroke-linecap: round; }
.attempt { font-size: 10px; font-weight: 700; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .quiet { fill: #9198a1; }
  .paper { fill: #0d1117; }
  .stripe { fill: #161b22; }
  .grid { stroke: #30363d; }
  .wait { stroke: #7d8590; }
  .succeeded { fill: #3fb950; stroke: #3fb950; }
  .failed, .hatch { stroke: #ff7b72; }
  .canceled { stroke: #9198a1; }
  .open { fill: #58a6ff; stroke: #58a6ff; }
  .sign { stroke: #e6edf3; }
}
`;
