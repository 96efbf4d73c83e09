# Irene in one image: her source as it is (Node runs TypeScript by itself) and what she needs in production.
# Settings come from the environment, the rules from /app/rules, everything she keeps lies in /data.

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# sharp comes with optional packages, one a platform; the Node and the store for tests among them are not needed here
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-* node_modules/@dynoxide

FROM node:24-bookworm-slim
ENV NODE_ENV=production IRENE_HOME=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE manifest.yml ./
COPY bin/irene.js bin/require-node.js ./bin/
COPY rules ./rules
COPY src ./src
# before VOLUME and USER, so that a new volume belongs to the user
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
# No EXPOSE and no HEALTHCHECK: the HTTP door opens only where IRENE_HTTP_PORT is set; then GET /healthz answers.
CMD ["node", "bin/irene.js", "start"]
