import { useId, useState } from 'react';
import { readNumber } from '../../../src/tables/numbers';
import { useSpeech } from '../words/language';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly digits: number;
  readonly invalid: boolean;
  readonly change: (value: number) => void;
}

/** A number to type, with a decimal point or comma; arrows move its last digit. */
export function NumberField({ label, value, digits, invalid, change }: Props) {
  const { words, number } = useSpeech();
  // What is being typed, until the field is left; a number that is not finished has no value yet.
  const [typed, setTyped] = useState<string | null>(null);
  const hint = useId();
  const unread = typed !== null && !Number.isFinite(readNumber(typed));
  const step = (steps: number): void => {
    setTyped(null);
    change(Number((value + steps * 10 ** -digits).toFixed(Math.max(digits, digitsOf(value)))));
  };
  return (
    <span className="number">
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={invalid || unread}
        aria-describedby={unread ? hint : undefined}
        value={typed ?? number(value, Math.max(digits, digitsOf(value)))}
        onChange={({ target }) => {
          setTyped(target.value);
          const read = readNumber(target.value);
          if (Number.isFinite(read)) change(read);
        }}
        onBlur={() => {
          setTyped(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
        }}
      />
      {unread && (
        <span id={hint} className="hint">
          {words.wine.notANumber}
        </span>
      )}
    </span>
  );
}

function digitsOf(value: number): number {
  return Math.min(5, (String(value).split('.')[1] ?? '').length);
}
