import { foldersOf, startEngine } from '../lanes/engine';
import { bringUp } from '../lifecycle/bring-up';
import { chooseVersion, listVersions } from '../lifecycle/choose-version';
import { manifestOf } from '../repository/version-folders';
import { type Manifest } from '../repository/manifest';
import { VersionLife } from '../serving/version-life';
import { type Settings } from '../settings';
import { type GatewayClient } from './gateway-client';

/** A version as `provador models list` shows it. */
export interface ListedModel extends Pick<
  Manifest,
  'version' | 'algorithm' | 'trainedAt' | 'sha256'
> {
  readonly labels: readonly string[];
  /** Null where nothing was loaded to see. */
  readonly status: string | null;
  readonly metrics: readonly Pick<
    Manifest['metrics'][number],
    'protocol' | 'meanAbsoluteDeviation' | 'withinHalf' | 'withinOne' | 'kappa'
  >[];
}

/** The versions in the models' folder, by their manifests alone. */
export async function listLocalModels(settings: Settings): Promise<ListedModel[]> {
  const folders = foldersOf(settings);
  const { names, labels } = await listVersions(folders, settings.DEFAULT_VERSION);
  const models: ListedModel[] = [];
  for (const version of names) {
    const { algorithm, trainedAt, sha256, metrics } = await manifestOf(folders, version);
    const own = Object.keys(labels).filter((label) => labels[label] === version);
    models.push({ version, labels: own, status: null, algorithm, trainedAt, sha256, metrics });
  }
  return models;
}

/** The versions of a gateway. */
export async function listGatewayModels(client: GatewayClient): Promise<ListedModel[]> {
  const { models } = await client.ask<{ models: ListedModel[] }>('model-cards');
  return models.map(({ version, labels, status, algorithm, trainedAt, sha256, metrics }) => ({
    version,
    labels,
    status,
    algorithm,
    trainedAt,
    sha256,
    metrics,
  }));
}

/** What came of verifying a version: a line for people. */
export interface Verification {
  readonly ok: boolean;
  readonly line: string;
}

/**
 * Does with each version what a gateway does before it answers: every file held against its hash, the
 * model opened, the golden wines graded as in training.
 *
 * @param asked numbers or labels; all versions when empty.
 */
export async function* verifyModels(
  settings: Settings,
  asked: readonly string[],
): AsyncGenerator<Verification, void, undefined> {
  const folders = foldersOf(settings);
  const listed = await listVersions(folders, settings.DEFAULT_VERSION);
  const names =
    asked.length === 0 ? listed.names : asked.map((name) => chooseVersion(listed, name));
  const engine = startEngine(settings);
  try {
    for (const name of names) {
      try {
        const version = await bringUp({ folders, ...engine }, name, new VersionLife());
        const { manifest, golden } = version;
        await version.release();
        const files = Object.keys(manifest.files).length;
        const line = `version ${name}: ${files} files as hashed, ${golden.rows.length} golden wines as in training, sha256 ${manifest.sha256}`;
        yield { ok: true, line };
      } catch (error) {
        yield { ok: false, line: `version ${name}: ${(error as Error).message}` };
      }
    }
  } finally {
    await engine.stop();
  }
}

/** Versions as a table of aligned columns. */
export function describeModels(models: readonly ListedModel[]): string {
  const rows = models.map(({ version, labels, status, algorithm, trainedAt, sha256, metrics }) => {
    const grouped = metrics.find(({ protocol }) => protocol === 'GROUPED');
    return [
      version,
      labels.join(' ') || '-',
      status?.toLowerCase() ?? '-',
      trainedAt,
      grouped?.meanAbsoluteDeviation.toFixed(3) ?? '-',
      grouped ? `${(100 * grouped.withinHalf).toFixed(1)} %` : '-',
      sha256.slice(0, 12),
      algorithm,
    ];
  });
  const table = [
    ['version', 'labels', 'status', 'trained', 'MAD', 'within 0.5', 'sha256', 'algorithm'],
    ...rows,
  ];
  const widths = (table[0] ?? []).map((_, i) =>
    Math.max(...table.map((row) => (row[i] ?? '').length)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
