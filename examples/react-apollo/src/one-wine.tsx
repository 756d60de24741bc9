import { useLazyQuery, useQuery } from '@apollo/client/react';
import { type FormEvent } from 'react';
import { detailsOf } from './details';
import { graphql } from './gql';
import { type WineInput } from './gql/graphql';
import { Measurement } from './measurement';

const MEASUREMENTS = graphql(`
  query Measurements {
    model {
      features {
        field
        unit
        trainingMedian
      }
    }
  }
`);

const GRADE_WINE = graphql(`
  query GradeWine($wine: WineInput!) {
    predict(wine: $wine) {
      quality
      score
      interval(confidence: 0.9) {
        low
        high
      }
      warnings {
        message
      }
    }
  }
`);

/** A form for one wine, made of what the model says of its measurements, and its grade. */
export function OneWine() {
  const measurements = useQuery(MEASUREMENTS);
  // Hardly a wine is asked about twice: kept answers would only fill the cache.
  const [grade, { data, error, loading }] = useLazyQuery(GRADE_WINE, { fetchPolicy: 'no-cache' });
  const faults = detailsOf(error)?.faults ?? [];

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = [...new FormData(event.currentTarget)];
    const wine = Object.fromEntries(entered.map(([field, text]) => [field, Number(text)]));
    // The form has a field for each that the model names.
    void grade({ variables: { wine: wine as unknown as WineInput } });
  };

  if (measurements.error) return <p role="alert">{inWords(measurements.error)}</p>;
  if (!measurements.data) return <p>Loading…</p>;
  return (
    <form onSubmit={submit}>
      <h1>One wine</h1>
      {measurements.data.model.features.map(({ field, unit, trainingMedian }) => (
        <Measurement
          key={field}
          field={field}
          unit={unit}
          start={trainingMedian}
          fault={faults.find((fault) => fault.field === field)?.message}
        />
      ))}
      <button disabled={loading}>{loading ? 'Asking…' : 'Grade it'}</button>
      {error && faults.length === 0 && <p role="alert">{inWords(error)}</p>}
      {data && (
        <output>
          <p>
            Grade {data.predict.quality} (score {data.predict.score.toFixed(2)}), nine times in ten
            from {data.predict.interval.low} to {data.predict.interval.high}
          </p>
          {data.predict.warnings.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </output>
      )}
    </form>
  );
}

function inWords(error: Error): string {
  switch (detailsOf(error)?.code) {
    case 'OVERLOADED':
      return 'The gateway is busy. Please try again in a while.';
    case 'DEADLINE_EXCEEDED':
      return 'That took too long. Please try again.';
    default:
      return error.message;
  }
}
