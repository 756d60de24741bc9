import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { Cellar } from './cellar';
import { client } from './client';

createRoot(document.getElementById('root') as HTMLElement).render(
  <Provider value={client}>
    <Cellar />
  </Provider>,
);
