import { useId, useState } from 'react';
import { useSpeech } from '../words/language';
import { sampleFile } from './sample';

interface Props {
  readonly take: (file: File) => void;
  readonly busy: boolean;
}

/** A place to drop a file, with a button for those who would rather choose one. */
export function DropZone({ take, busy }: Props) {
  const { words } = useSpeech();
  const [over, setOver] = useState(false);
  const id = useId();
  const rules = useId();
  return (
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file && !busy) take(file);
      }}
    >
      <p className="where">{words.table.drop}</p>
      <p className="choices">
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          aria-describedby={rules}
          disabled={busy}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) take(file);
            // So that the same file can be chosen again.
            target.value = '';
          }}
        />
        <label htmlFor={id} className="button">
          {words.table.choose}
        </label>
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            take(sampleFile());
          }}
        >
          {words.table.sample}
        </button>
      </p>
      <p id={rules} className="note">
        {words.table.rules}
      </p>
    </div>
  );
}
