import { defineConfig } from 'vite';

// Page and gateway share an origin, so that the gateway needs no CORS_ORIGINS for it.
const proxy = { '/graphql': process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000' };

export default defineConfig({ server: { proxy }, preview: { proxy } });
