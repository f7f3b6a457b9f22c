# Two images of one product: `server` runs api, worker and the operator's command line; `secrets` makes what must be secret.
FROM node:22-bookworm-slim AS build
WORKDIR /hewu
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY .swcrc tsconfig.json ./
COPY scripts ./scripts
COPY apps ./apps
COPY libs ./libs
RUN node scripts/build.mjs

FROM node:22-bookworm-slim AS packages
WORKDIR /hewu
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund --ignore-scripts

FROM node:22-bookworm-slim AS server
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HEWU_DATA=/var/lib/hewu
WORKDIR /hewu
COPY --from=packages /hewu/node_modules ./node_modules
COPY --from=build /hewu/dist ./dist
COPY package.json LICENSE ./
# The folder of the embedded stores, for whoever runs this image alone with a volume there.
RUN install --directory --owner=node --group=node --mode=0700 /var/lib/hewu
USER node
EXPOSE 3000
CMD ["node", "dist/apps/api/src/main.js"]

FROM alpine:3.22 AS secrets
RUN apk add --no-cache openssl
COPY deploy/make-secrets.sh /usr/local/bin/make-secrets
# Root, for a moment and without a network: each file is given to the user of the one service that reads it.
USER root
CMD ["sh", "/usr/local/bin/make-secrets"]
