import { useId } from 'react';

interface Props {
  readonly field: string;
  readonly unit: string;
  /** The value to start from. */
  readonly start: number;
  /** What the gateway says is wrong with the value. */
  readonly fault: string | undefined;
}

/** A field for one measurement, with what is wrong with it beside it. */
export function Measurement({ field, unit, start, fault }: Props) {
  const id = useId();
  return (
    <p>
      <label>
        {unit === field ? field : `${field} (${unit})`}{' '}
        <input
          name={field}
          type="number"
          step="any"
          required
          defaultValue={start}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : id}
        />
      </label>{' '}
      {fault !== undefined && (
        <strong id={id} role="alert">
          {fault}
        </strong>
      )}
    </p>
  );
}
