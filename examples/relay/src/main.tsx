import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RelayEnvironmentProvider } from 'react-relay';
import { environment } from './environment';
import { ProblemBoundary } from './problem-boundary';
import { Tasting } from './tasting';

createRoot(document.getElementById('root') as HTMLElement).render(
  <RelayEnvironmentProvider environment={environment}>
    <ProblemBoundary>
      <Suspense fallback={<p>Grading…</p>}>
        <Tasting />
      </Suspense>
    </ProblemBoundary>
  </RelayEnvironmentProvider>,
);
