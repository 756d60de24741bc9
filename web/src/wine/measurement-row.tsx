import { useSpeech } from '../words/language';
import { NumberField } from './number-field';
import { placeOn, scaleOf, type Feature } from './scale';

interface Props {
  readonly feature: Feature;
  readonly value: number;
  readonly curveShown: boolean;
  readonly faulty: boolean;
  readonly change: (value: number) => void;
  readonly showCurve: () => void;
}

/** One measurement: its name and unit, a number field, a slider with the training range on its track. */
export function MeasurementRow({ feature, value, curveShown, faulty, change, showCurve }: Props) {
  const { words, number } = useSpeech();
  const { field, unit } = feature;
  const { name, meaning } = words.fields[field];
  const scale = scaleOf(feature);
  const id = `slider-${field}`;
  const seen = {
    left: `${placeOn(scale, feature.trainingMin) * 100}%`,
    right: `${(1 - placeOn(scale, feature.trainingMax)) * 100}%`,
  };
  const outside = value < feature.trainingMin || value > feature.trainingMax;
  return (
    <div className={`measurement${outside ? ' outside' : ''}${faulty ? ' faulty' : ''}`}>
      <label htmlFor={id} title={meaning}>
        {name} {unit !== field && <span className="unit">{unit}</span>}
      </label>
      <NumberField
        label={words.wine.valueOf(name)}
        value={value}
        invalid={faulty}
        digits={scale.digits}
        change={change}
      />
      <span className="track">
        <span className="seen" style={seen} />
        <input
          id={id}
          type="range"
          min={scale.min}
          max={scale.max}
          step={scale.step}
          value={value}
          aria-valuetext={`${number(value)}${unit === field ? '' : ` ${unit}`}`}
          onChange={({ target }) => {
            change(target.valueAsNumber);
          }}
        />
      </span>
      <button
        type="button"
        className="to-curve"
        aria-pressed={curveShown}
        aria-label={words.wine.showCurve(name)}
        title={words.wine.showCurve(name)}
        onClick={() => {
          showCurve();
          document.getElementById('curve')?.scrollIntoView({ block: 'nearest' });
        }}
      >
        <svg viewBox="0 0 20 14" aria-hidden="true">
          <path d="M1 12c6 0 5-9 10-9s4 4 8 4" />
        </svg>
      </button>
    </div>
  );
}
