# Barometer with the CPU runtime of the model. For a GPU: docker build --build-arg GPU=yes .
# Pin both images by digest where builds must be repeatable.
FROM node:22-bookworm AS build
ARG GPU=no
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/local-discord/package.json packages/local-discord/
RUN npm ci --omit=dev --no-audit --no-fund
# The GPU runtimes are 600 of 800 MB.
RUN [ "$GPU" = yes ] || rm -rf node_modules/@node-llama-cpp/*cuda* node_modules/@node-llama-cpp/*vulkan*
COPY build.js ./
COPY locales locales
COPY src src
COPY packages/local-discord packages/local-discord
RUN node build.js

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=1048576 \
    DATA_DIR=/data \
    MODEL_CACHE_DIR=/cache/models \
    OPS_PORT=9464
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/packages/local-discord/package.json packages/local-discord/package.json
COPY --from=build /app/packages/local-discord/dist packages/local-discord/dist
COPY --from=build /app/packages/local-discord/page packages/local-discord/page
COPY --from=build /app/dist dist
COPY bin bin
COPY prompts prompts
COPY bench/data bench/data
RUN mkdir -p /data /cache && chown node:node /data /cache
USER node
VOLUME ["/data", "/cache"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=2", "dist/index.js"]
