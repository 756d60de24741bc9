import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useSpeech } from '../words/language';
import { useWidth } from './use-width';
import './curve.css';

/** A point of the curve; without a score where the wine could not exist. */
export interface CurvePoint {
  readonly value: number;
  readonly score?: number | null;
}

interface Props {
  readonly points: readonly CurvePoint[];
  /** The values between which the model was trained. */
  readonly training: readonly [number, number];
  /** Where the wine stands. */
  readonly here: { readonly value: number; readonly score: number } | null;
  readonly unit: string;
  readonly digits: number;
}

const HEIGHT = 260;
const EDGE = { top: 26, right: 14, bottom: 44, left: 40 };
/** Least grades that the height stands for: a flat curve should look flat. */
const LEAST_SPAN = 1;

/** A curve over one measurement. Drawn only: the text and the table beside it say the same. */
export function Curve({ points, training, here, unit, digits }: Props) {
  const { words, number } = useSpeech();
  const [ref, width] = useWidth<HTMLDivElement>(600);
  const first = points[0]?.value ?? 0;
  const last = points.at(-1)?.value ?? 1;
  const x = scaleLinear([first, last], [EDGE.left, width - EDGE.right]);
  const y = scaleLinear(spanOf(points, here), [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  const path = line<CurvePoint>()
    .defined(({ score }) => score != null)
    .x(({ value }) => x(value))
    .y(({ score }) => y(score ?? 0))(points);
  const [trainedFrom, trainedTo] = [x(training[0]), x(training[1])];
  const bottom = HEIGHT - EDGE.bottom;
  const hereX = here && x(Math.min(last, Math.max(first, here.value)));
  return (
    <div ref={ref} className="curve" aria-hidden="true">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        <rect
          className="training"
          x={trainedFrom}
          y={EDGE.top}
          width={Math.max(0, trainedTo - trainedFrom)}
          height={bottom - EDGE.top}
        />
        <text
          className="small"
          x={(trainedFrom + trainedTo) / 2}
          y={EDGE.top - 9}
          textAnchor="middle"
        >
          {words.curve.training}
        </text>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line
              className="grid"
              x1={EDGE.left}
              x2={width - EDGE.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text x={EDGE.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {x.ticks(width < 480 ? 4 : 7).map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 17} textAnchor="middle">
            {number(tick, Math.max(0, Math.min(digits, digitsOf(tick))))}
          </text>
        ))}
        <text className="small" x={width - EDGE.right} y={HEIGHT - 6} textAnchor="end">
          {unit}
        </text>
        <path d={path ?? ''} />
        {here && hereX !== null && (
          <g className="here">
            <line x1={hereX} x2={hereX} y1={EDGE.top} y2={bottom} />
            <circle cx={hereX} cy={y(here.score)} r="5" />
            <text
              x={hereX}
              dx={hereX > width / 2 ? -9 : 9}
              y={bottom - 8}
              textAnchor={hereX > width / 2 ? 'end' : 'start'}
            >
              {words.curve.here}: {number(here.score, 2)}
            </text>
          </g>
        )}
      </svg>
    </div>
  );
}

function spanOf(points: readonly CurvePoint[], here: Props['here']): [number, number] {
  const scores = points.flatMap(({ score }) => (score == null ? [] : [score]));
  if (here) scores.push(here.score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const missing = Math.max(0, LEAST_SPAN - (high - low)) / 2;
  return [low - missing - 0.05, high + missing + 0.05];
}

function digitsOf(value: number): number {
  return (String(Number(value.toPrecision(8))).split('.')[1] ?? '').length;
}
