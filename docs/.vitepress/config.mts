import { defineConfig } from 'vitepress';
import { copyLinkedFiles, repositoryLinks } from './repository-links.mts';

// The site is the repository's own pages, at the paths that they have there, so that every link works
// in both. A link to a page that is not there fails the build.
export default defineConfig({
  title: 'Provador',
  description: 'A GraphQL gateway that grades red wines from their laboratory measurements',
  lang: 'en-GB',
  srcDir: '..',
  srcExclude: ['**/.*/**', 'bench/results/readme-table.md', 'bench/peers/**', 'test/**', 'web/**'],
  rewrites: { 'README.md': 'index.md' },
  markdown: { config: repositoryLinks },
  buildEnd: ({ outDir }) => copyLinkedFiles(outDir),
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    sidebar: [
      {
        text: 'Using it',
        items: [
          { text: 'What it is', link: '/' },
          { text: 'The page, and two IDEs', link: '/docs/page' },
          { text: 'What an answer is worth', link: '/docs/trust' },
          { text: 'Clients', link: '/docs/clients' },
          { text: 'From the old API', link: '/docs/migration' },
          { text: 'Examples', link: '/examples/README' },
          { text: 'Command line', link: '/docs/command-line' },
          { text: 'Settings', link: '/docs/settings' },
          { text: 'Errors', link: '/docs/errors' },
          { text: 'How fast it is', link: '/docs/performance' },
        ],
      },
      {
        text: 'Running it',
        items: [
          { text: 'Operating', link: '/docs/operating' },
          { text: 'Security', link: '/SECURITY' },
          { text: 'Changelog', link: '/CHANGELOG' },
        ],
      },
      {
        text: 'Models',
        items: [
          { text: 'Your own model', link: '/docs/your-own-model' },
          { text: 'Retraining', link: '/docs/retraining' },
          { text: 'The pipeline', link: '/training/README' },
          { text: 'Card of version 2', link: '/models/red-wine-quality/2/MODEL_CARD' },
          { text: 'Card of version 1', link: '/models/red-wine-quality/1/MODEL_CARD' },
        ],
      },
      {
        text: 'Working on it',
        items: [
          { text: 'Contributing', link: '/CONTRIBUTING' },
          { text: 'Architecture', link: '/ARCHITECTURE' },
          { text: 'What it stands on', link: '/docs/dependencies' },
          { text: 'Benchmarks', link: '/bench/README' },
        ],
      },
    ],
  },
});
