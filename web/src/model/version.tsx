import { type ModelCardsQuery } from '../gql/graphql';
import { useSpeech } from '../words/language';
import { Drift } from './drift';

interface Props {
  readonly model: ModelCardsQuery['models'][number];
}

/** One version: where it is in its life, whether it is the one that answers, what it is. */
export function Version({ model }: Props) {
  const { words, day } = useSpeech();
  const { version, isDefault, status, statusReason, labels, description, algorithm } = model;
  return (
    <li>
      <h3>
        {words.model.version(version)}{' '}
        <span className="status">{words.model.status[status] ?? status}</span>
        {isDefault && <span className="status main">{words.model.answers}</span>}
      </h3>
      {statusReason != null && (
        <p className="problem">
          {words.model.reason} <span lang="en">{statusReason}</span>
        </p>
      )}
      {description && <p lang="en">{description}</p>}
      {algorithm && (
        <p className="note" lang="en">
          {algorithm}
        </p>
      )}
      {labels.length > 0 && <p className="note">{words.model.labels(labels.join(', '))}</p>}
      {model.drift && <Drift drift={model.drift} />}
      {/* Of a version that failed there may be nothing but its name. */}
      {model.trainedAt && (
        <p className="note">
          {words.model.trained(day(model.trainedAt))}. {words.model.hash}:{' '}
          <code>{model.sha256}</code>
        </p>
      )}
    </li>
  );
}
