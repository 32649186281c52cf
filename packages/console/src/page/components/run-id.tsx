const WHOLE = 14;
const END = 10;

/** A run id by its end, where there is no room for it: the ids of one service begin alike. */
export function RunId({ runId }: { readonly runId: string }) {
  return (
    <span class="mono" title={runId}>
      {runId.length <= WHOLE ? runId : `…${runId.slice(-END)}`}
    </span>
  );
}
