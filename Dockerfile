# What `npm ci && npm start` does, in stages: build with the development tools, run without them.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
COPY scripts ./scripts
COPY web ./web
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The engine's package holds the libraries of every platform, 220 MB of them for no use in here.
RUN npm ci --omit=dev \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v6/darwin node_modules/onnxruntime-node/bin/napi-v6/win32

FROM node:24-bookworm-slim
# One arena, and large blocks on their own: each thread would otherwise keep the memory that only
# loading a model needed.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=524288
WORKDIR /app
COPY package.json ./
COPY schema ./schema
COPY models ./models
COPY parameters ./parameters
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/web/dist ./web/dist
# The image's user `node`, by number, so that an orchestrator can tell that it is not root.
USER 1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=2s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# node itself and not npm: it must be the one that gets SIGTERM. What the flags are good for is in
# docs/operating.md.
CMD ["node", "--max-semi-space-size=16", "--v8-pool-size=1", "--initial-old-space-size=96", "dist/main.js"]
