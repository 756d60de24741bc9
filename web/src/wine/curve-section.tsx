import { useAnswer } from '../gateway/use-answer';
import { SensitivityDocument } from '../gql/graphql';
import { Curve } from '../charts/curve';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { scaleOf, type Feature } from './scale';
import { WINE_FIELDS, type Wine, type WineField } from './wine';

interface Props {
  readonly wine: Wine;
  readonly curve: WineField;
  readonly features: readonly Feature[];
  /** The wine's own score, for its mark on the curve. */
  readonly score: number | undefined;
  readonly graded: boolean;
  readonly choose: (field: WineField) => void;
}

const STEPS = 61;
const SETTLE_MS = 60;

/** The answers along one measurement, the other ten held. */
export function CurveSection({ wine, curve, features, score, graded, choose }: Props) {
  const { words, number } = useSpeech();
  const feature = features.find(({ field }) => field === curve);
  const scale = feature && scaleOf(feature);
  const { data, question, problem, retry, pending } = useAnswer(
    SensitivityDocument,
    graded && feature && scale
      ? { wine, feature: feature.name, from: scale.min, to: scale.max, steps: STEPS }
      : null,
    SETTLE_MS,
  );
  const points = data && question?.feature === feature?.name ? data.predict.sensitivity : [];
  const scores = points.flatMap(({ score }) => (score == null ? [] : [score]));
  const { name } = words.fields[curve];
  return (
    <section id="curve" aria-labelledby="curve-heading" aria-busy={pending}>
      <h2 id="curve-heading">{words.curve.heading}</h2>
      <p className="lead">{words.curve.lead}</p>
      <label className="choice">
        {words.curve.choose}{' '}
        <select
          value={curve}
          onChange={({ target }) => {
            const field = WINE_FIELDS.find((known) => known === target.value);
            if (field) choose(field);
          }}
        >
          {features.map(({ field }) => (
            <option key={field} value={field}>
              {words.fields[field].name}
            </option>
          ))}
        </select>
      </label>
      {graded && problem && <ProblemNote problem={problem} retry={retry} />}
      {graded && feature && scale && scores.length > 0 && (
        <figure>
          <Curve
            points={points}
            training={[feature.trainingMin, feature.trainingMax]}
            here={score === undefined ? null : { value: wine[curve], score }}
            unit={feature.unit === curve ? name : `${name}, ${feature.unit}`}
            digits={scale.digits}
          />
          <figcaption>
            {words.curve.summary(
              name,
              number(scale.min),
              number(scale.max),
              number(Math.min(...scores), 2),
              number(Math.max(...scores), 2),
            )}
          </figcaption>
          <details>
            <summary>{words.curve.asTable}</summary>
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{name}</th>
                  <th scope="col">{words.curve.expected}</th>
                  <th scope="col">{words.curve.grade}</th>
                </tr>
              </thead>
              <tbody>
                {points
                  .filter((_, i) => i % 5 === 0)
                  .map(({ value, score, quality }) => (
                    <tr key={value}>
                      <th scope="row">{number(value, scale.digits)}</th>
                      <td>{score == null ? words.curve.impossible : number(score, 2)}</td>
                      <td>{quality == null ? '' : number(quality)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </details>
        </figure>
      )}
    </section>
  );
}
