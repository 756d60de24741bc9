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
}

/** What is asked beyond the grade; loaded when the first grade is there. */
export default function Depth({ place, move, features, grades, grade }: Props) {
  return (
    <div className="depth">
      <Reasons wine={place.wine} features={features} />
      <CurveSection
        wine={place.wine}
        curve={place.curve}
        features={features}
        score={grade?.score}
        choose={(curve) => {
          move({ curve });
        }}
      />
      <Lift
        wine={place.wine}
        quality={grade?.quality}
        grades={grades}
        features={features}
        change={(wine) => {
          move({ wine });
        }}
      />
    </div>
  );
}
