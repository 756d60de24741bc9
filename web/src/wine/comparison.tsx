import { type Place } from '../address/address';
import { useAnswer } from '../gateway/use-answer';
import { GradeWineDocument, type GradeWineQuery } from '../gql/graphql';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { scaleOf, type Feature } from './scale';

interface Props {
  readonly place: Place;
  readonly move: (change: Partial<Place>) => void;
  readonly features: readonly Feature[];
  readonly grade: GradeWineQuery['predict'] | undefined;
}

/** Two wines side by side: one is kept, the other goes on under the sliders. */
export function Comparison({ place, move, features, grade }: Props) {
  const { words } = useSpeech();
  const { wine, other } = place;
  const kept = useAnswer(GradeWineDocument, other && { wine: other });
  return (
    <section className="compare" aria-labelledby="compare">
      <h2 id="compare">{words.compare.heading}</h2>
      {!other && (
        <p className="lead">
          {words.compare.lead}{' '}
          <button
            type="button"
            onClick={() => {
              move({ other: wine });
            }}
          >
            {words.compare.keep}
          </button>
        </p>
      )}
      {other && (
        <>
          <p className="actions">
            <button
              type="button"
              onClick={() => {
                move({ wine: other, other: wine });
              }}
            >
              {words.compare.swap}
            </button>
            <button
              type="button"
              onClick={() => {
                move({ other: null });
              }}
            >
              {words.compare.stop}
            </button>
          </p>
          {kept.problem && <ProblemNote problem={kept.problem} retry={kept.retry} />}
          <Sides place={place} features={features} grade={grade} kept={kept.data?.predict} />
        </>
      )}
    </section>
  );
}

interface SidesProps extends Omit<Props, 'move'> {
  readonly kept: GradeWineQuery['predict'] | undefined;
}

function Sides({ place: { wine, other }, features, grade, kept }: SidesProps) {
  const { words, number, signed } = useSpeech();
  if (!other) return null;
  const interval = (of: GradeWineQuery['predict'] | undefined): string =>
    of ? `${number(of.interval.low)}–${number(of.interval.high)}` : '';
  return (
    <table className="figures sides">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.compare.this}</th>
          <th scope="col">{words.compare.kept}</th>
          <th scope="col">{words.compare.difference}</th>
        </tr>
      </thead>
      <tbody>
        <tr className="main">
          <th scope="row">{words.wine.grade}</th>
          <td>{grade && number(grade.quality)}</td>
          <td>{kept && number(kept.quality)}</td>
          <td>{grade && kept && difference(grade.quality - kept.quality, 0)}</td>
        </tr>
        <tr>
          <th scope="row">{words.compare.expected}</th>
          <td>{grade && number(grade.score, 2)}</td>
          <td>{kept && number(kept.score, 2)}</td>
          <td>{grade && kept && difference(grade.score - kept.score, 2)}</td>
        </tr>
        <tr className="last">
          <th scope="row">{words.compare.interval}</th>
          <td>{interval(grade)}</td>
          <td>{interval(kept)}</td>
          <td />
        </tr>
        {features.map((feature) => {
          const { field } = feature;
          return (
            <tr key={field} className={wine[field] === other[field] ? 'same' : undefined}>
              <th scope="row">{words.fields[field].name}</th>
              <td>{number(wine[field])}</td>
              <td>{number(other[field])}</td>
              <td>{difference(wine[field] - other[field], scaleOf(feature).digits)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );

  function difference(value: number, digits: number): string {
    return Math.abs(value) < 1e-9 ? words.compare.same : signed(value, digits);
  }
}
