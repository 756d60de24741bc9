// The least that an HTTP server can do: parse JSON, run the model, answer. No GraphQL, no checks.
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import process from 'node:process';
import { WineModel } from './wine-model.mjs';

// One thread, or as many as ONNX Runtime takes by itself.
const options = process.env.FLOOR_THREADS === 'default' ? {} : { intraOpNumThreads: 1 };
const models = new Map([
  ['1', await WineModel.load('1', options)],
  ['2', await WineModel.load('2', options)],
]);

const server = createServer((request, response) => {
  // Only to be asked whether it is there.
  if (request.method === 'GET') return void response.writeHead(204).end();
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    void answer(request.url ?? '/', chunks).then((body) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(body);
    });
  });
});

/** @param {string} url @param {Buffer[]} chunks */
async function answer(url, chunks) {
  const query = new URL(url, 'http://localhost').searchParams;
  const model = /** @type {WineModel} */ (models.get(query.get('version') ?? '1'));
  const { wines } = JSON.parse(Buffer.concat(chunks).toString());
  const outputs = await model.run(wines);
  const predict = query.get('selection') === 'full' ? full : plain;
  const predictions = [];
  for (let row = 0; row < wines.length; row++) {
    predictions.push(predict(model, wines[row], outputs, row));
  }
  return JSON.stringify(
    predict === full ? { predictions, rejected: [], accepted: wines.length } : { predictions },
  );
}

/** @param {WineModel} model @param {any} _wine @param {Float32Array} outputs @param {number} row */
const plain = (model, _wine, outputs, row) => ({
  quality: model.quality(outputs, row),
  score: model.score(outputs, row),
});

/** @param {WineModel} model @param {any} wine @param {Float32Array} outputs @param {number} row */
const full = (model, wine, outputs, row) => ({
  wineId: wine.id ?? null,
  quality: model.quality(outputs, row),
  score: model.score(outputs, row),
  probabilities: model.probabilities(outputs, row),
  probabilityAtLeast: model.probabilityAtLeast(outputs, row, 6),
  warnings: model.warnings(wine),
  model: { name: model.name, version: model.version },
});

server.listen(Number(process.env.PORT), '127.0.0.1');
