# middlebrick in a container: docker build -t middlebrick . && docker run --rm --network host middlebrick http://localhost:3000
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run --silent single-file -- /made

# The command is one file: nothing else is installed beside Node.
FROM node:24-slim
COPY --from=build /made/middlebrick.cjs /usr/local/bin/middlebrick
# Results and journals are kept here: mount a volume to keep them between runs.
ENV XDG_STATE_HOME=/state
RUN mkdir /state /work && chown node:node /state /work
USER node
# Mount the folder with middlebrick.yaml and documents here; reports are written into it.
WORKDIR /work
ENTRYPOINT ["middlebrick"]
