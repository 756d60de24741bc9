import { graphql, useFragment } from 'react-relay';
import { type gradedRow_prediction$key } from './__generated__/gradedRow_prediction.graphql';

/** A wine's grade, and the measurement that moves it most. */
export function GradedRow({ prediction }: { readonly prediction: gradedRow_prediction$key }) {
  const { wineId, quality, interval, explanation } = useFragment(
    graphql`
      fragment gradedRow_prediction on Prediction {
        wineId
        quality
        interval(confidence: 0.9) {
          low
          high
        }
        explanation {
          contributions {
            feature
            contribution
          }
        }
      }
    `,
    prediction,
  );
  const strongest = explanation.contributions.reduce((most, next) =>
    Math.abs(next.contribution) > Math.abs(most.contribution) ? next : most,
  );
  return (
    <tr>
      <th scope="row">{wineId}</th>
      <td>
        {quality} ({interval.low}–{interval.high})
      </td>
      <td>
        {strongest.feature}: {strongest.contribution.toFixed(2)}
      </td>
    </tr>
  );
}
