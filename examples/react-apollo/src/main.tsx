import { ApolloProvider } from '@apollo/client/react';
import { createRoot } from 'react-dom/client';
import { client } from './client';
import { OneWine } from './one-wine';

createRoot(document.getElementById('root') as HTMLElement).render(
  <ApolloProvider client={client}>
    <OneWine />
  </ApolloProvider>,
);
