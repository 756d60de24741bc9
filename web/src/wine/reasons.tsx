import { useAnswer } from '../gateway/use-answer';
import { ExplainWineDocument, type ExplainWineQuery } from '../gql/graphql';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { type Feature } from './scale';
import { type Wine } from './wine';

interface Props {
  readonly wine: Wine;
  /** Whether the wine has a grade; where it has none, the grade's place says why. */
  readonly graded: boolean;
  readonly features: readonly Feature[];
}

/** An explanation costs the gateway a thousand rows; a slider's every step need not have one. */
const SETTLE_MS = 200;

/** Why: a waterfall from the reference wines' mean to this wine's score, as a table with bars in it. */
export function Reasons({ wine, graded, features }: Props) {
  const { words } = useSpeech();
  const question = graded ? { wine } : null;
  const { data, problem, retry, pending } = useAnswer(ExplainWineDocument, question, SETTLE_MS);
  return (
    <section className="reasons" aria-labelledby="reasons" aria-busy={pending}>
      <h2 id="reasons">{words.reasons.heading}</h2>
      <p className="lead">{words.reasons.lead}</p>
      {graded && problem && <ProblemNote problem={problem} retry={retry} />}
      {graded && data && !problem && <Waterfall answer={data.predict} features={features} />}
      {graded && !data && !problem && <p className="quiet">{words.loading}</p>}
    </section>
  );
}

interface WaterfallProps {
  readonly answer: ExplainWineQuery['predict'];
  readonly features: readonly Feature[];
}

function Waterfall({ answer, features }: WaterfallProps) {
  const { words, number, percent, signed } = useSpeech();
  const { baseline, contributions } = answer.explanation;
  const steps = stepsOf(baseline, contributions);
  const ends = [baseline, answer.score, ...steps.flatMap(({ from, to }) => [from, to])];
  const min = Math.min(...ends);
  const span = Math.max(...ends) - min || 1;
  const at = (score: number): string => `${((score - min) / span) * 100}%`;
  return (
    <table className="waterfall">
      <thead>
        <tr>
          <th scope="col">{words.reasons.measurement}</th>
          <th scope="col">{words.reasons.value}</th>
          <th scope="col" className="wide">
            {words.reasons.percentile}
          </th>
          <th scope="col">{words.reasons.effect}</th>
          <td className="steps" />
        </tr>
      </thead>
      <tbody>
        <tr className="end">
          <th scope="row">{words.reasons.baseline}</th>
          <td />
          <td className="wide" />
          <td>{number(baseline, 2)}</td>
          <td className="steps">
            <span className="mark" style={{ insetInlineStart: at(baseline) }} />
          </td>
        </tr>
        {steps.map(({ feature, value, contribution, from, to }) => {
          const known = features.find(({ name }) => name === feature);
          const percentile = answer.features.find((entry) => entry.feature === feature)?.percentile;
          return (
            <tr key={feature}>
              <th scope="row">{known ? words.fields[known.field].name : feature}</th>
              <td>{number(value)}</td>
              <td className="wide">{percentile === undefined ? '' : percent(percentile / 100)}</td>
              <td className={contribution < 0 ? 'down' : 'up'}>{signed(contribution, 2)}</td>
              <td className="steps">
                <span
                  className={contribution < 0 ? 'step down' : 'step up'}
                  style={{
                    insetInlineStart: at(Math.min(from, to)),
                    inlineSize: `${(Math.abs(contribution) / span) * 100}%`,
                  }}
                />
              </td>
            </tr>
          );
        })}
        <tr className="end">
          <th scope="row">{words.reasons.total}</th>
          <td />
          <td className="wide" />
          <td>{number(answer.score, 2)}</td>
          <td className="steps">
            <span className="mark" style={{ insetInlineStart: at(answer.score) }} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

type Contribution = ExplainWineQuery['predict']['explanation']['contributions'][number];

/** The contributions, the largest first, each with the score before and after it. */
function stepsOf(
  baseline: number,
  contributions: readonly Contribution[],
): (Contribution & { readonly from: number; readonly to: number })[] {
  let reached = baseline;
  return [...contributions]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map((step) => {
      const from = reached;
      reached += step.contribution;
      return { ...step, from, to: reached };
    });
}
