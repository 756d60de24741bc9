import { graphql, useFragment } from 'react-relay';
import { type rejectedRow_wine$key } from './__generated__/rejectedRow_wine.graphql';

/** A wine that cannot exist, and why. */
export function RejectedRow({ wine }: { readonly wine: rejectedRow_wine$key }) {
  const { wineId, faults } = useFragment(
    graphql`
      fragment rejectedRow_wine on RejectedWine {
        wineId
        faults {
          message
        }
      }
    `,
    wine,
  );
  return (
    <tr>
      <th scope="row">{wineId}</th>
      <td colSpan={2}>{faults.map(({ message }) => message)}</td>
    </tr>
  );
}
