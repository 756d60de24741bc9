/** Many wines. */
export default function TableView() {
  return null;
}
