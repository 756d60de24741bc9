// Sends wines through the gateway's own preparation and ONNX Runtime, for the parity test in
// training/. Files are raw little-endian numbers; wines are float64, N × 11 in the order of the UCI
// file, answers and prepared rows float32.
//
//   node test/parity/predict-rows.mjs VERSION WINES ANSWERS PREPARED [MODEL.onnx TENSOR WIDTH]
//
// With the last three, the same prepared rows are scored by another model file.
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import app from '../../dist/app.js';
import onnx from '../../dist/inference/onnx-session.js';
import settings from '../../dist/settings.js';

const [version, wines, answers, prepared, otherModel, tensor, width] = process.argv.slice(2);
if (!version || !wines || !answers || !prepared) throw new Error('expected four arguments');

const gateway = await app.loadGateway(settings.readSettings({ WORKERS: '0' }));
const { preparation, runner } = gateway.registry.get(version);
const bytes = readFileSync(wines);
const measurements = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
const rows = measurements.length / 11;
const block = preparation.prepare(measurements, rows);
const engine =
  otherModel && tensor
    ? await onnx.openSession(
        {
          model: readFileSync(otherModel),
          tensor,
          inputWidth: preparation.width,
          outputWidth: Number(width),
        },
        1,
      )
    : runner;
writeFileSync(prepared, new Uint8Array(block.buffer));
const scored = await engine.run(block, rows);
writeFileSync(answers, new Uint8Array(scored.buffer, scored.byteOffset, scored.byteLength));
await gateway.release();
