import { lazy, Suspense, useEffect, useRef } from 'react';
import { VIEWS, writeAddress, type Place } from './address/address';
import { usePlace } from './address/use-place';
import { ErrorBoundary } from './shell/error-boundary';
import { Footer } from './shell/footer';
import { KeyForm } from './shell/key-form';
import { LanguageSwitch } from './shell/language-switch';
import { WineView } from './wine/wine-view';
import { useSpeech } from './words/language';

const TableView = lazy(() => import('./table/table-view'));
const ModelView = lazy(() => import('./model/model-view'));

/** The page: its head, the view that the address names, its foot. */
export function App() {
  const { words } = useSpeech();
  const [place, move] = usePlace();
  const main = useRef<HTMLElement>(null);
  const { view } = place;
  const shown = useRef(view);
  useEffect(() => {
    // Whoever cannot see that the view has changed is brought to its beginning.
    if (shown.current !== view) main.current?.focus({ preventScroll: true });
    shown.current = view;
  }, [view]);
  return (
    <>
      <button className="skip" type="button" onClick={() => main.current?.focus()}>
        {words.skip}
      </button>
      <header className="masthead">
        <a className="wordmark" href={writeAddress({ ...place, view: 'wine' })}>
          Provador
        </a>
        <p className="tagline">{words.tagline}</p>
        <nav aria-label={words.viewsLabel}>
          <ul>
            {VIEWS.map((name) => (
              <li key={name}>
                <a
                  href={writeAddress({ ...place, view: name })}
                  aria-current={view === name ? 'page' : undefined}
                >
                  {words.views[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <LanguageSwitch />
      </header>
      <main ref={main} tabIndex={-1}>
        <KeyForm />
        <ErrorBoundary>
          <Suspense fallback={<p className="quiet whole">{words.loading}</p>}>
            <CurrentView place={place} move={move} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
    </>
  );
}

interface CurrentViewProps {
  readonly place: Place;
  readonly move: (change: Partial<Place>) => void;
}

function CurrentView({ place, move }: CurrentViewProps) {
  switch (place.view) {
    case 'wine':
      return <WineView place={place} move={move} />;
    case 'table':
      return <TableView />;
    case 'model':
      return <ModelView />;
  }
}
