import { type ModelCardsQuery } from '../gql/graphql';
import { fieldOf } from '../wine/wine';
import { useSpeech } from '../words/language';

interface Props {
  readonly drift: NonNullable<ModelCardsQuery['models'][number]['drift']>;
}

/** Whether the wines that came last are such as the version was trained on, in words. */
export function Drift({ drift }: Props) {
  const { words, number, percent } = useSpeech();
  const { rows, warnedShare, features } = drift;
  const moved = features.filter(({ status }) => status != null && status !== 'STABLE');
  const names = moved.map(({ feature, psi }) => {
    const field = fieldOf(feature);
    return `${field ? words.fields[field].name : feature} (PSI ${number(psi ?? NaN, 2)})`;
  });
  const told = features.some(({ status }) => status != null);
  return (
    <p className={moved.length > 0 ? 'note moved' : 'note'}>
      {words.model.drift}:{' '}
      {rows === 0
        ? words.model.driftNone
        : words.model.driftRows(number(rows), percent(warnedShare ?? 0, 1))}{' '}
      {rows > 0 && !told && words.model.driftSoon}
      {told &&
        (names.length === 0 ? words.model.driftSteady : words.model.driftMoved(names.join(', ')))}
    </p>
  );
}
