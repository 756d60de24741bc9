import { type GradeWineQuery } from '../gql/graphql';
import { useSpeech } from '../words/language';
import { type Feature } from './scale';

interface Props {
  readonly warnings: GradeWineQuery['predict']['warnings'];
  readonly features: readonly Feature[];
}

/** The measurements that the model has not seen the like of, in words. */
export function Warnings({ warnings, features }: Props) {
  const { words, number } = useSpeech();
  if (warnings.length === 0) return null;
  return (
    <aside className="warnings" aria-label={words.wine.warnings}>
      <h3>{words.wine.warnings}</h3>
      <ul>
        {warnings.map(({ feature, value, trainingMin, trainingMax }) => {
          const field = features.find(({ name }) => name === feature)?.field;
          const name = field ? words.fields[field].name : feature;
          return (
            <li key={feature}>
              {value < trainingMin
                ? words.wine.below(name, number(value), number(trainingMin))
                : words.wine.above(name, number(value), number(trainingMax))}
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
