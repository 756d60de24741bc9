import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ModelVersionError } from '../errors';
import { parseJson } from './parse-json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const share = z.number().min(0).max(1);

const metricsSchema = z.object({
  protocol: z.enum(['GROUPED', 'PAPER']),
  description: z.string(),
  repetitions: z.int(),
  folds: z.int(),
  rows: z.int(),
  meanAbsoluteDeviation: z.number(),
  withinQuarter: share,
  withinHalf: share,
  withinOne: share,
  kappa: z.number(),
  rankedProbabilityScore: z.number().nullable(),
  logLoss: z.number().nullable(),
  expectedCalibrationError: z.number().nullable(),
});

const manifestSchema = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  version: z.string().min(1),
  description: z.string(),
  algorithm: z.string(),
  trainedAt: z.iso.date(),
  metrics: z.array(metricsSchema),
  files: z.record(z.string(), sha256),
  sha256,
});

/** What a version says of itself: identity, measured quality, and the digest of each of its files. */
export type Manifest = z.infer<typeof manifestSchema>;
/** A version's measured quality under one evaluation protocol. */
export type Metrics = z.infer<typeof metricsSchema>;

const OWN_DIGEST = /("sha256":\s*")([0-9a-f]{64})"/;

/** SHA-256 of a file's bytes, in hexadecimal. */
export function digest(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reads a manifest and checks its own hash: the SHA-256 of its text with that hash's 64 digits
 * written as zeros. As the manifest lists every other file's digest, this one hash stands for the
 * whole version.
 *
 * @throws ModelVersionError naming the file, what was expected and what came.
 */
export function parseManifest(text: string, file: string): Manifest {
  const manifest = parseJson(text, manifestSchema, file);
  const actual = digest(text.replace(OWN_DIGEST, `$1${'0'.repeat(64)}"`));
  if (actual !== manifest.sha256) {
    throw new ModelVersionError(file, `expected sha256 ${manifest.sha256}, but it is ${actual}`);
  }
  return manifest;
}
