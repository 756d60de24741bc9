import { graphql, useLazyLoadQuery } from 'react-relay';
import { type tastingQuery } from './__generated__/tastingQuery.graphql';
import { GradedRow } from './graded-row';
import { RejectedRow } from './rejected-row';
import { wines } from './wines';

/** Wines with their grades and what speaks for them, or with what is wrong with them. */
export function Tasting() {
  const { predictBatch } = useLazyLoadQuery<tastingQuery>(
    graphql`
      query tastingQuery($wines: [WineInput!]!) {
        predictBatch(wines: $wines) {
          predictions {
            wineId
            ...gradedRow_prediction
          }
          rejected {
            index
            ...rejectedRow_wine
          }
        }
      }
    `,
    { wines },
  );
  // A rejected wine is null among the predictions, so that each keeps its place.
  const graded = predictBatch.predictions.filter((prediction) => prediction != null);
  return (
    <>
      <h1>A tasting</h1>
      <table>
        <thead>
          <tr>
            <th scope="col">Wine</th>
            <th scope="col">Grade</th>
            <th scope="col">Most of it comes from</th>
          </tr>
        </thead>
        <tbody>
          {graded.map((prediction) => (
            <GradedRow key={prediction.wineId} prediction={prediction} />
          ))}
          {predictBatch.rejected.map((wine) => (
            <RejectedRow key={wine.index} wine={wine} />
          ))}
        </tbody>
      </table>
    </>
  );
}
