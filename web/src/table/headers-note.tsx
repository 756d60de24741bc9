import { useSpeech } from '../words/language';
import { WINE_FIELDS } from '../wine/wine';
import { type Headers } from '../../../src/tables/columns';

interface Props {
  readonly headers: Headers;
  /** Whether it is what the reader has to look at. */
  readonly open: boolean;
}

/** Which column of the file is which measurement, what is missing and what is not used. */
export function HeadersNote({ headers, open }: Props) {
  const { words, number } = useSpeech();
  const recognised = number(WINE_FIELDS.length - headers.missing.length);
  return (
    <details className="headers" open={open}>
      <summary>
        {words.table.columns}: {words.table.recognised(recognised)}
      </summary>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{words.reasons.measurement}</th>
            <th scope="col">{words.table.column}</th>
          </tr>
        </thead>
        <tbody>
          {WINE_FIELDS.map((field, i) => (
            <tr key={field}>
              <th scope="row">{words.fields[field].name}</th>
              <td>{headers.names[headers.of[i] ?? -1] ?? <em>{words.table.missing}</em>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {headers.ignored.length > 0 && (
        <p className="note">{words.table.ignored(headers.ignored.join(', '))}</p>
      )}
    </details>
  );
}
