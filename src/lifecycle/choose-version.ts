import path from 'node:path';
import { ModelVersionError } from '../errors';
import { MODEL_NAME, versionNames, type VersionFolders } from '../repository/version-folders';
import { versionNotFound } from '../serving/version-registry';
import { STABLE } from '../serving/version-table';
import { readLabels } from './labels';

/** The versions that have a folder, and what the labels are set to. */
export interface NamedVersions {
  /** Ascending. */
  readonly names: readonly string[];
  /** Versions by label, `stable` among them. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What there is to choose from, without loading any of it.
 *
 * @param defaultVersion what `stable` is set to where no file says it; the highest when undefined.
 * @throws ModelVersionError when there is nothing, or the labels' file is not as expected.
 */
export async function listVersions(
  folders: VersionFolders,
  defaultVersion: string | undefined,
): Promise<NamedVersions> {
  const names = await versionNames(folders);
  const { labels } = await readLabels(folders);
  const stable = labels[STABLE] ?? defaultVersion ?? names.at(-1);
  if (stable === undefined || !names.includes(stable)) {
    throw new ModelVersionError(
      path.join(folders.modelsDir, MODEL_NAME),
      `expected version ${stable ?? 'folders'}, found ${names.join(', ') || 'none'}`,
    );
  }
  return { names, labels: { ...labels, [STABLE]: stable } };
}

/**
 * The name of the version that a number or label stands for; of `stable` where none is asked for.
 *
 * @throws GatewayError `MODEL_VERSION_NOT_FOUND`. What is asked for is looked up, never joined to a path.
 */
export function chooseVersion({ names, labels }: NamedVersions, asked = STABLE): string {
  const name = names.includes(asked) ? asked : labels[asked];
  if (name !== undefined && names.includes(name)) return name;
  const ready = Object.keys(labels).filter((label) => names.includes(labels[label] ?? ''));
  throw versionNotFound(asked, [...names, ...ready]);
}
