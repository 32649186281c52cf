import { Icon } from '../components/icon.js';
import { StatusGlyph } from '../components/status.js';
import { sizeText } from '../execution/json/size-text.js';
import { closeFile, type OpenFile } from './files.js';

interface FileListProps {
  readonly files: readonly OpenFile[];
  readonly shown: OpenFile | undefined;
  readonly compared: OpenFile | undefined;
  readonly onShow: (file: OpenFile) => void;
  readonly onCompare: (file: OpenFile | undefined) => void;
}

/** The files that are open, and the two that are compared. */
export function FileList({ files, shown, compared, onShow, onCompare }: FileListProps) {
  return (
    <ul class="file-list" aria-label="Open files">
      {files.map((file) => {
        const isShown = file.id === shown?.id;
        const isCompared = file.id === compared?.id;
        const { error, overview } = file.model;
        const isBroken = error.value !== undefined;
        return (
          <li key={file.id} class={`file ${isShown ? 'is-shown' : ''} ${isCompared ? 'is-compared' : ''}`}>
            <button type="button" class="file-name" aria-pressed={isShown} onClick={() => onShow(file)}>
              {isBroken && <StatusGlyph state="failed" />}
              <span class="truncate">{file.name}</span>
              <span class="secondary">
                {isBroken ? 'cannot be read' : sizeText(file.size).replace('characters', 'bytes')}
              </span>
            </button>
            {!isShown && shown && overview.value && shown.model.overview.value && (
              <button
                type="button"
                class={`quiet ${isCompared ? 'is-on' : ''}`}
                aria-pressed={isCompared}
                onClick={() => onCompare(isCompared ? undefined : file)}
              >
                {isCompared ? 'Compared' : 'Compare'}
              </button>
            )}
            <button
              type="button"
              class="quiet square"
              aria-label={`Close ${file.name}`}
              onClick={() => closeFile(file)}
            >
              <Icon name="close" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
