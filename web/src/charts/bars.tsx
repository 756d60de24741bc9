import './bars.css';

/** One bar of a chart, with the text that says the same. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

interface Props {
  readonly caption: string;
  /** The headings of the two columns, for those who hear the chart as the table that it is. */
  readonly labels: string;
  readonly values: string;
  readonly bars: readonly Bar[];
  /** The value of a full bar. */
  readonly most: number;
  /** The bar that matters most, from 0; -1 for none. */
  readonly highlighted?: number;
  /** The first and the last bar of a run that is marked. */
  readonly band?: readonly number[];
}

/** A bar chart that is a table: each bar is drawn in the cell of its value. */
export function Bars({ caption, labels, values, bars, most, highlighted = -1, band = [] }: Props) {
  const [first = -1, last = -1] = band;
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{labels}</span>
          </th>
          <th scope="col">
            <span className="unseen">{values}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, value, text }, i) => (
          <tr
            key={label}
            className={[i === highlighted && 'main', i >= first && i <= last && 'band']
              .filter(Boolean)
              .join(' ')}
          >
            <th scope="row">{label}</th>
            <td>
              <div>
                <span
                  className="bar"
                  style={{ inlineSize: `${most === 0 ? 0 : (value / most) * 100}%` }}
                />
                <span className="text">{text}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
