import { StatusGlyph } from '../components/status.js';

interface FileErrorProps {
  readonly name: string;
  /** What the file is instead, as a sentence that begins with "it". */
  readonly reason: string;
}

/** Why a file shows nothing, what was expected, and how to get that. */
export function FileError({ name, reason }: FileErrorProps) {
  return (
    <section class="file-error" role="alert">
      <h2 class="status">
        <StatusGlyph state="failed" />
        <span>{name} is not a history</span>
      </h2>
      <p>{reason.charAt(0).toUpperCase() + reason.slice(1)}.</p>
      <p>
        A history is the list of events of one run: JSON as <code>{'{"events": [...]}'}</code>, a list of events, or a
        line of JSON for each; compressed with gzip or not.
      </p>
      <p>These write one:</p>
      <ul>
        <li>
          <code>swf dump ID --dir DIR</code>
        </li>
        <li>
          <code>
            aws swf get-workflow-execution-history --domain DOMAIN --execution workflowId=ID,runId=RUN &gt; history.json
          </code>
        </li>
      </ul>
    </section>
  );
}
