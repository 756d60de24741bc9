import { useMemo, useState } from 'react';
import { Bars } from '../charts/bars';
import { useSpeech } from '../words/language';
import { countGrades, type ScoredTable } from './scored-table';
import { WineTable } from './wine-table';

interface Props {
  readonly table: ScoredTable;
  readonly download: () => void;
  readonly clear: () => void;
}

/** What came of a table: how the grades are spread, and every row. */
export function Results({ table, download, clear }: Props) {
  const { words, number, percent } = useSpeech();
  const [rejectedOnly, setRejectedOnly] = useState(false);
  const { grades, rejected } = useMemo(() => countGrades(table), [table]);
  const graded = table.rows - rejected;
  const most = Math.max(...grades.map(({ count }) => count), 0);
  return (
    <div className="results">
      <p className="actions">
        <strong role="status">{words.table.done(number(graded), number(rejected))}</strong>
        <button type="button" className="primary" onClick={download}>
          {words.table.download}
        </button>
        <button type="button" onClick={clear}>
          {words.table.another}
        </button>
      </p>
      {graded > 0 && (
        <Bars
          caption={words.table.histogram}
          labels={words.wine.grade}
          values={words.table.wines}
          most={most}
          bars={grades.map(({ grade, count }) => ({
            label: number(grade),
            value: count,
            text: `${number(count)} (${percent(count / graded)})`,
          }))}
        />
      )}
      <label className="choice">
        <input
          type="checkbox"
          checked={rejectedOnly}
          onChange={({ target }) => {
            setRejectedOnly(target.checked);
          }}
        />{' '}
        {words.table.rejectedOnly}
      </label>
      {rejectedOnly && rejected === 0 ? (
        <p>{words.table.noRejected}</p>
      ) : (
        <WineTable table={table} rejectedOnly={rejectedOnly} />
      )}
    </div>
  );
}
