import { type GatewayAnswer } from '../gateway/use-answer';
import { type GradeWineQuery } from '../gql/graphql';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { Bars } from '../charts/bars';
import { Spoken } from './spoken';
import { type Feature } from './scale';
import { Warnings } from './warnings';

interface Props {
  readonly answer: GatewayAnswer<unknown, GradeWineQuery>;
  readonly features: readonly Feature[];
}

/** The grade, how sure it is, and what to be careful about. */
export function GradePanel({ answer, features }: Props) {
  const { words, number, percent } = useSpeech();
  const { data, problem, retry } = answer;
  const grade = data?.predict;
  return (
    <section className="grade" aria-labelledby="grade">
      <h2 id="grade">{words.wine.grade}</h2>
      {problem && <ProblemNote problem={problem} retry={retry} />}
      {grade && !problem && (
        <>
          <p className="verdict">
            <strong data-testid="grade">{number(grade.quality)}</strong>
            <span>
              <span className="quiet">{words.wine.outOf}</span>
              <em>{words.wine.verdict(words.verdicts[grade.quality] ?? '')}</em>
            </span>
          </p>
          <p className="interval" title={words.wine.intervalNote}>
            {words.wine.interval(
              number(grade.interval.low),
              number(grade.interval.high),
              percent(grade.interval.confidence),
            )}
          </p>
          <p className="quiet score">{words.wine.score(number(grade.score, 2))}</p>
          {grade.probabilities ? (
            <Bars
              caption={words.wine.distribution}
              labels={words.wine.grade}
              values={words.wine.probability}
              bars={grade.probabilities.map(({ grade, probability }) => ({
                label: number(grade),
                value: probability,
                text: percent(probability),
              }))}
              highlighted={grade.probabilities.findIndex((entry) => entry.grade === grade.quality)}
              band={[grade.interval.low, grade.interval.high].map((bound) =>
                (grade.probabilities ?? []).findIndex((entry) => entry.grade === bound),
              )}
              most={1}
            />
          ) : (
            <p className="quiet">{words.wine.noDistribution}</p>
          )}
          <p className="note">{words.wine.intervalNote}</p>
          <Warnings warnings={grade.warnings} features={features} />
          <Spoken
            text={words.wine.spoken(
              number(grade.quality),
              number(grade.interval.low),
              number(grade.interval.high),
            )}
          />
        </>
      )}
    </section>
  );
}
