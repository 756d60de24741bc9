import { defineConfig } from 'vite';

/** The page's build: static files with hashed names, nothing inlined, nothing from elsewhere. */
export default defineConfig({
  esbuild: { jsx: 'automatic' },
  build: {
    target: 'es2022',
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    // Every browser that the page is built for preloads modules itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  // `npm run web`: the page from Vite, its questions to a gateway on the usual port.
  server: { host: '127.0.0.1', proxy: { '/graphql': 'http://127.0.0.1:4000' } },
});
