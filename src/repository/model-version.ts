import path from 'node:path';
import { ModelVersionError } from '../errors';
import { type CreateModelRunner, type ModelRunner } from '../inference/model-runner';
import { createPreparation, type Preparation } from '../preprocessing/preprocessing';
import { preprocessingSchema, type Preprocessing } from '../preprocessing/preprocessing-schema';
import { type Manifest } from './manifest';
import {
  backgroundSchema,
  calibrationSchema,
  featureTableSchema,
  goldenRowsSchema,
  outputSchema,
  type Feature,
  type GoldenRows,
  type IntervalCalibration,
  type ModelOutput,
} from './parameters';
import { parseJson } from './parse-json';
import { readVersionFiles, type VersionFiles } from './version-files';

/** A model with everything that belongs to it, bound together under the manifest's one hash. */
export interface ModelVersion extends ModelData {
  readonly runner: ModelRunner;
}

/** What of a version is data. */
export interface ModelData {
  readonly name: string;
  readonly manifest: Manifest;
  /** The model card, in Markdown. */
  readonly card: string;
  readonly features: readonly Feature[];
  readonly output: ModelOutput;
  readonly golden: GoldenRows;
  readonly interval: IntervalCalibration;
  /** The reference wines of explanations, float64, eleven measurements each, and how many they are. */
  readonly background: SharedArrayBuffer;
  readonly references: number;
  /** The model's bytes, in memory that the workers share. */
  readonly model: SharedArrayBuffer;
  readonly preprocessing: Preprocessing;
  readonly preparation: Preparation;
}

/** A version that was read, and is still to be opened. */
export interface ReadVersion {
  readonly data: ModelData;
  /** Makes its runner. @throws ModelVersionError when the model cannot be opened. */
  readonly open: (createRunner: CreateModelRunner) => Promise<ModelVersion>;
}

/**
 * Reads the version in two folders of the same name: checks every file's hash and reads the
 * parameters.
 *
 * @throws ModelVersionError that names the file, what was expected and what came.
 */
export async function readModelVersion(
  modelFolder: string,
  parametersFolder: string,
): Promise<ReadVersion> {
  const files = await readVersionFiles(modelFolder, parametersFolder);
  const { manifest } = files;
  const name = path.basename(modelFolder);
  if (manifest.version !== name) {
    throw new ModelVersionError(
      path.join(modelFolder, 'manifest.json'),
      `expected version "${name}", as its folder is called, but it says "${manifest.version}"`,
    );
  }
  const output = parameters(files, 'output.json', outputSchema);
  const preprocessing = parameters(files, 'preprocessing.json', preprocessingSchema);
  const preparation = await naming(files, 'parameters/preprocessing.json', () =>
    createPreparation(preprocessing),
  );
  const model = shared(files.bytes('model/model.onnx'));
  const background = parameters(files, 'background.json', backgroundSchema).rows;
  const golden = parameters(files, 'golden.json', goldenRowsSchema);
  const { features } = parameters(files, 'features.json', featureTableSchema);
  const { interval } = parameters(files, 'calibration.json', calibrationSchema);
  const card = files.bytes('model/MODEL_CARD.md').toString('utf8');
  const data: ModelData = {
    name,
    manifest,
    card,
    features,
    output,
    golden,
    interval,
    background: shared(new Uint8Array(Float64Array.from(background.flat()).buffer)),
    references: background.length,
    model,
    preprocessing,
    preparation,
  };
  return {
    data,
    async open(createRunner) {
      const runner = await naming(files, 'model/model.onnx', () => openModel(data, createRunner));
      return { ...data, runner };
    },
  };
}

function openModel(
  { model, output, preparation, golden }: ModelData,
  createRunner: CreateModelRunner,
): Promise<ModelRunner> {
  const sample = Float64Array.from(golden.rows.flatMap(({ measurements }) => measurements));
  return createRunner({
    model: new Uint8Array(model),
    tensor: output.tensor,
    inputWidth: preparation.width,
    outputWidth: output.kind === 'score' ? 1 : output.grades.length,
    sample: preparation.prepare(sample, golden.rows.length),
  });
}

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(memory).set(bytes);
  return memory;
}

function parameters<Schema extends Parameters<typeof parseJson>[1]>(
  files: VersionFiles,
  file: string,
  schema: Schema,
): ReturnType<typeof parseJson<Schema>> {
  const key = `parameters/${file}`;
  return parseJson(files.bytes(key).toString('utf8'), schema, files.pathOf(key));
}

/** Lets a failure say which file it comes from. */
async function naming<T>(files: VersionFiles, key: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof ModelVersionError) throw error;
    throw new ModelVersionError(files.pathOf(key), (error as Error).message);
  }
}
