# middlebrick in a container: docker build -t middlebrick .
#   docker run --rm --network host middlebrick http://localhost:3000
#   docker run -p 8025:8025 -v middlebrick:/data middlebrick serve --host 0.0.0.0
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# The command as one file; beside it what cannot be in one: the embedded database, and an empty one to begin with.
RUN npm run --silent single-file -- /made \
  && npm run --silent build && npm run --silent database-template \
  && cp dist/server/store/pglite-template.gz /made/ \
  && mkdir -p /made/node_modules/@electric-sql \
  && cp -r node_modules/@electric-sql/pglite /made/node_modules/@electric-sql/

FROM node:24-slim
COPY --from=build /made /opt/middlebrick
# Results and journals are kept in /state, what "serve" keeps in /data: mount a volume to keep them between runs.
ENV XDG_STATE_HOME=/state XDG_DATA_HOME=/data
RUN ln -s /opt/middlebrick/middlebrick.cjs /usr/local/bin/middlebrick \
  && mkdir /state /data /work && chown node:node /state /data /work
USER node
VOLUME /data
EXPOSE 8025
# Mount the folder with middlebrick.yaml and documents here; reports are written into it.
WORKDIR /work
# Node as the first process would not end children that outlive it: run with --init.
ENTRYPOINT ["middlebrick"]
