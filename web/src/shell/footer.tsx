import { useSpeech } from '../words/language';

/** What the page is and is not, and where developers go on. */
export function Footer() {
  const { words } = useSpeech();
  return (
    <footer>
      <p>{words.footer}</p>
      <p>
        {words.explore} <a href="/graphiql">GraphiQL</a>, <a href="/graphql">Sandbox</a>,{' '}
        <a href="/schema.graphql">schema.graphql</a>
      </p>
    </footer>
  );
}
