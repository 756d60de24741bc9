import { useState } from 'react';
import { useAnswer } from '../gateway/use-answer';
import { ImprovementDocument, type ImprovementQuery } from '../gql/graphql';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { scaleOf, type Feature } from './scale';
import { type Wine } from './wine';

interface Props {
  readonly wine: Wine;
  readonly quality: number | undefined;
  readonly grades: readonly number[];
  readonly features: readonly Feature[];
  readonly graded: boolean;
  readonly change: (wine: Wine) => void;
}

/** A search costs the gateway ten thousand rows: it waits until the wine stands still. */
const SETTLE_MS = 400;

/** What would lift the grade: the changes that reach a higher one, each to be applied by a click. */
export function Lift({ wine, quality, grades, features, graded, change }: Props) {
  const { words, number } = useSpeech();
  // A target that was chosen holds until the wine has reached it.
  const [chosen, setChosen] = useState<number | null>(null);
  const higher = grades.filter((grade) => quality !== undefined && grade > quality);
  const target = graded ? (higher.find((grade) => grade === chosen) ?? higher[0]) : undefined;
  const { data, question, problem, retry, pending } = useAnswer(
    ImprovementDocument,
    target === undefined ? null : { wine, targetQuality: target },
    SETTLE_MS,
  );
  const fresh = !pending && question?.targetQuality === target && sameWine(question?.wine, wine);
  return (
    <section aria-labelledby="lift" aria-busy={pending}>
      <h2 id="lift">{words.lift.heading}</h2>
      <p className="lead">{words.lift.lead}</p>
      {graded && quality !== undefined && target === undefined && <p>{words.lift.top}</p>}
      {target !== undefined && (
        <label className="choice">
          {words.lift.target}{' '}
          <select
            value={target}
            onChange={({ target }) => {
              setChosen(Number(target.value));
            }}
          >
            {higher.map((grade) => (
              <option key={grade} value={grade}>
                {number(grade)}
              </option>
            ))}
          </select>
        </label>
      )}
      {target !== undefined && problem && <ProblemNote problem={problem} retry={retry} />}
      {target !== undefined && !problem && !fresh && (
        <p className="quiet">{words.lift.searching}</p>
      )}
      {target !== undefined && !problem && fresh && data && (
        <Changes
          improvement={data.predict.improvement ?? null}
          features={features}
          apply={(changes) => {
            change({ ...wine, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) });
          }}
        />
      )}
    </section>
  );
}

interface ChangesProps {
  readonly improvement: ImprovementQuery['predict']['improvement'] | null;
  readonly features: readonly Feature[];
  readonly apply: (changes: readonly { readonly field: string; readonly to: number }[]) => void;
}

function Changes({ improvement, features, apply }: ChangesProps) {
  const { words, number } = useSpeech();
  if (!improvement) return <p>{words.lift.none}</p>;
  const { prediction } = improvement;
  const changes = improvement.changes.flatMap(({ feature, from, to }) => {
    const known = features.find(({ name }) => name === feature);
    return known ? [{ feature: known, field: known.field, from, to }] : [];
  });
  if (changes.length === 0) return <p>{words.lift.already}</p>;
  return (
    <>
      <ul className="changes">
        {changes.map((change) => {
          const { feature, field, from, to } = change;
          const { name } = words.fields[field];
          const digits = scaleOf(feature).digits + 1;
          return (
            <li key={field}>
              <span className="what">{name}</span>
              <span>
                {words.lift.from} {number(from)} {words.lift.to}{' '}
                <strong>{number(to, digits)}</strong>{' '}
                {feature.unit !== field && <span className="unit">{feature.unit}</span>}
              </span>
              {changes.length > 1 && (
                <button
                  type="button"
                  aria-label={words.lift.applyOne(name)}
                  onClick={() => {
                    apply([change]);
                  }}
                >
                  {words.lift.apply}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <p>
        {words.lift.reaches(number(prediction.quality), number(prediction.score, 2))}{' '}
        <button
          type="button"
          className="primary"
          onClick={() => {
            apply(changes);
          }}
        >
          {words.lift.applyAll}
        </button>
      </p>
    </>
  );
}

function sameWine(one: object | undefined, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
