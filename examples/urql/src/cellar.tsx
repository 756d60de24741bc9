import { useState } from 'react';
import { useQuery, type CombinedError } from 'urql';
import { graphql } from './gql';
import { wines } from './wines';

const GRADE_CELLAR = graphql(`
  query GradeCellar($wines: [WineInput!]!, $version: String!) {
    predictBatch(wines: $wines, version: $version) {
      predictions {
        quality
        score
        model {
          version
        }
      }
      rejected {
        index
        faults {
          message
        }
      }
    }
    labels {
      name
      version
    }
    models {
      version
      status
    }
  }
`);

/** Wines with their grades, or with what is wrong with them, by any version of the model. */
export function Cellar() {
  const [version, setVersion] = useState('stable');
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: GRADE_CELLAR,
    variables: { wines, version },
  });

  if (error) {
    return (
      <p role="alert">
        {inWords(error)} <button onClick={() => ask()}>Try again</button>
      </p>
    );
  }
  if (!data) return <p>Grading…</p>;
  const { predictions, rejected } = data.predictBatch;
  const faultsOf = (index: number) => rejected.find((wine) => wine.index === index)?.faults ?? [];
  const versions = [
    ...data.labels.map(({ name }) => name),
    ...data.models.filter(({ status }) => status === 'READY').map((model) => model.version),
  ];
  return (
    <>
      <h1>A cellar</h1>
      <label>
        Model version{' '}
        <select value={version} onChange={({ target }) => setVersion(target.value)}>
          {versions.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>{' '}
      <button onClick={() => ask()} disabled={fetching}>
        Grade again
      </button>
      <table aria-busy={fetching || stale}>
        <thead>
          <tr>
            <th scope="col">Wine</th>
            <th scope="col">Grade</th>
            <th scope="col">Score</th>
            <th scope="col">Version</th>
          </tr>
        </thead>
        <tbody>
          {wines.map(({ id }, index) => {
            const prediction = predictions[index];
            return (
              <tr key={id}>
                <th scope="row">{id}</th>
                {prediction ? (
                  <>
                    <td>{prediction.quality}</td>
                    <td>{prediction.score.toFixed(2)}</td>
                    <td>{prediction.model.version}</td>
                  </>
                ) : (
                  <td colSpan={3}>{faultsOf(index).map(({ message }) => message)}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function inWords({ networkError, graphQLErrors: [first] }: CombinedError): string {
  if (networkError) return 'The gateway cannot be reached.';
  if (first?.extensions['code'] === 'OVERLOADED') return 'The gateway is busy.';
  return first?.message ?? 'The gateway gave no answer.';
}
