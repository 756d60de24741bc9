import { lazy, Suspense, useState } from 'react';
import { useAnswer } from '../gateway/use-answer';
import { ModelCardsDocument, type ModelCardsQuery } from '../gql/graphql';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { Figures } from './figures';
import { Version } from './version';
import './model.css';

const Card = lazy(() => import('./card'));

const NO_VARIABLES = {};

/** The model: its versions, how good they are, and the card of each. */
export default function ModelView() {
  const { words } = useSpeech();
  const { data, problem, retry } = useAnswer(ModelCardsDocument, NO_VARIABLES);
  return (
    <>
      <div className="opening">
        <h1>{words.model.heading}</h1>
        <p className="lead">{words.model.lead}</p>
      </div>
      {problem && <ProblemNote problem={problem} retry={retry} />}
      {!data && !problem && <p className="quiet whole">{words.loading}</p>}
      {data && <Versions models={data.models} />}
    </>
  );
}

interface VersionsProps {
  readonly models: ModelCardsQuery['models'];
}

function Versions({ models }: VersionsProps) {
  const { words } = useSpeech();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = models.find(({ version }) => version === chosen) ?? models.find((m) => m.isDefault);
  return (
    <>
      <section aria-labelledby="versions">
        <h2 id="versions">{words.model.versions}</h2>
        <ul className="versions">
          {models.map((model) => (
            <Version key={model.version} model={model} />
          ))}
        </ul>
      </section>
      <Figures models={models} />
      <section aria-labelledby="card">
        <h2 id="card">{words.model.card}</h2>
        {words.model.cardLanguage && <p className="quiet">{words.model.cardLanguage}</p>}
        <div className="choice" role="group" aria-label={words.model.show}>
          {models.map(({ version }) => (
            <button
              key={version}
              type="button"
              aria-pressed={version === shown?.version}
              onClick={() => {
                setChosen(version);
              }}
            >
              {words.model.version(version)}
            </button>
          ))}
        </div>
        {shown && (
          <Suspense fallback={<p className="quiet">{words.loading}</p>}>
            <Card text={shown.card} />
          </Suspense>
        )}
      </section>
    </>
  );
}
