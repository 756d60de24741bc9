import { type Place } from '../address/address';
import { type GradeWineQuery } from '../gql/graphql';
import { CurveSection } from './curve-section';
import { Lift } from './lift';
import { Reasons } from './reasons';
import { type Feature } from './scale';

interface Props {
  readonly place: Place;
  readonly move: (change: Partial<Place>) => void;
  readonly features: readonly Feature[];
  /** The grades that the model gives, ascending. */
  readonly grades: readonly number[];
  readonly grade: GradeWineQuery['predict'] | undefined;
  /** Whether the wine under the sliders has a grade. */
  readonly graded: boolean;
}

/** What is asked beyond the grade; loaded when the first grade is there. */
export default function Depth({ place, move, features, grades, grade, graded }: Props) {
  return (
    <div className="depth">
      <Reasons wine={place.wine} features={features} graded={graded} />
      <CurveSection
        wine={place.wine}
        curve={place.curve}
        features={features}
        score={grade?.score}
        graded={graded}
        choose={(curve) => {
          move({ curve });
        }}
      />
      <Lift
        wine={place.wine}
        quality={grade?.quality}
        grades={grades}
        graded={graded}
        features={features}
        change={(wine) => {
          move({ wine });
        }}
      />
    </div>
  );
}
