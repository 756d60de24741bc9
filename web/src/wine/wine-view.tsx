import { lazy, Suspense } from 'react';
import { type Place } from '../address/address';
import { useAnswer } from '../gateway/use-answer';
import { GradeWineDocument, ModelDocument } from '../gql/graphql';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { Comparison } from './comparison';
import { GradePanel } from './grade-panel';
import { Measurements } from './measurements';
import { type Feature } from './scale';
import './wine.css';

const Depth = lazy(() => import('./depth'));

interface Props {
  readonly place: Place;
  readonly move: (change: Partial<Place>) => void;
}

const NO_VARIABLES = {};

/**
 * One wine: its measurements, its grade, the wine that it is compared with, and below that why, along
 * what, and what would lift it. What answers come in for later is below what is clicked.
 */
export function WineView({ place, move }: Props) {
  const { words } = useSpeech();
  const { wine } = place;
  const model = useAnswer(ModelDocument, NO_VARIABLES);
  const grade = useAnswer(GradeWineDocument, { wine });
  const features = model.data?.model.features as readonly Feature[] | undefined;
  return (
    <>
      <div className="opening">
        <h1>{words.wine.heading}</h1>
        <p className="lead">{words.wine.lead}</p>
      </div>
      {model.problem && <ProblemNote problem={model.problem} retry={model.retry} />}
      {!features && !model.problem && <p className="quiet whole">{words.loading}</p>}
      {features && (
        <>
          <div className="bench">
            <Measurements
              features={features}
              wine={wine}
              curve={place.curve}
              faults={grade.problem?.faults ?? []}
              grade={grade.problem ? undefined : grade.data?.predict}
              change={(wine) => {
                move({ wine });
              }}
              showCurve={(curve) => {
                move({ curve });
              }}
            />
            <GradePanel answer={grade} features={features} />
          </div>
          <Comparison place={place} move={move} features={features} grade={grade.data?.predict} />
          <Suspense fallback={<p className="quiet whole">{words.loading}</p>}>
            <Depth
              place={place}
              move={move}
              features={features}
              grades={model.data?.model.grades ?? []}
              grade={grade.data?.predict}
              graded={grade.data !== undefined && !grade.problem}
            />
          </Suspense>
        </>
      )}
    </>
  );
}
