import { type GradeWineQuery } from '../gql/graphql';
import { useSpeech } from '../words/language';
import { MeasurementRow } from './measurement-row';
import { type Feature } from './scale';
import { EXAMPLES, type Example, type Wine, type WineField } from './wine';

interface Props {
  readonly features: readonly Feature[];
  readonly wine: Wine;
  readonly curve: WineField;
  readonly faults: readonly { readonly field: string }[];
  readonly grade: GradeWineQuery['predict'] | undefined;
  readonly change: (wine: Wine) => void;
  readonly showCurve: (field: WineField) => void;
}

/** The eleven measurements to move, and wines to start from. */
export function Measurements({ features, wine, curve, faults, grade, change, showCurve }: Props) {
  const { words, number } = useSpeech();
  return (
    <section className="measurements" aria-labelledby="measurements">
      <h2 id="measurements">{words.wine.measurements}</h2>
      <div className="examples" role="group" aria-label={words.wine.startFrom}>
        <span aria-hidden="true">{words.wine.startFrom}</span>
        {(Object.keys(EXAMPLES) as Example[]).map((name) => (
          <button
            key={name}
            type="button"
            onClick={() => {
              change(EXAMPLES[name]);
            }}
          >
            {words.examples[name]}
          </button>
        ))}
      </div>
      {features.map((feature) => (
        <MeasurementRow
          key={feature.field}
          feature={feature}
          value={wine[feature.field]}
          curveShown={curve === feature.field}
          faulty={faults.some(({ field }) => field === feature.field)}
          change={(value) => {
            change({ ...wine, [feature.field]: value });
          }}
          showCurve={() => {
            showCurve(feature.field);
          }}
        />
      ))}
      <p className="note">{words.wine.trackNote}</p>
      {grade && (
        // On a small screen the grade is out of sight while a slider is moved.
        <p className="pocket" aria-hidden="true">
          {words.wine.grade} <strong>{number(grade.quality)}</strong>
          <span className="quiet">
            {number(grade.interval.low)}–{number(grade.interval.high)}
          </span>
          <span className="quiet">{words.wine.score(number(grade.score, 2))}</span>
        </p>
      )}
    </section>
  );
}
