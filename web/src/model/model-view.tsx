/** The model. */
export default function ModelView() {
  return null;
}
