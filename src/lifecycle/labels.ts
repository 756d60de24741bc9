import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ModelVersionError } from '../errors';
import { parseJson } from '../repository/parse-json';
import { MODEL_NAME, type VersionFolders } from '../repository/version-folders';
import { type ServedVersion } from '../serving/served-version';
import { STABLE, type Label } from '../serving/version-table';

const LABEL = /^[a-z][a-z0-9-]{0,39}$/;

const labelsSchema = z.strictObject({
  /** Versions by label. A label begins with a letter, so that none looks like a version. */
  labels: z.record(z.string(), z.string().min(1)).superRefine((labels, context) => {
    for (const label of Object.keys(labels).filter((name) => !LABEL.test(name))) {
      context.addIssue({
        code: 'custom',
        path: [label],
        message: 'a label is a lower-case letter and at most 39 more, digits and hyphens',
      });
    }
  }),
  /** How many of a hundred requests without a named version the canary answers. */
  canaryTrafficPercent: z.number().min(0).max(100).default(0),
});

/** `labels.json`: which version each label is set to, and the canary's share. */
export type LabelSettings = z.infer<typeof labelsSchema>;

/** The file that labels are set in, beside the versions' folders. */
function labelsFile({ modelsDir }: VersionFolders): string {
  return path.join(modelsDir, MODEL_NAME, 'labels.json');
}

/**
 * Reads the labels; without a file there are none.
 *
 * @throws ModelVersionError naming what in the file is not as expected.
 */
export async function readLabels(folders: VersionFolders): Promise<LabelSettings> {
  const file = labelsFile(folders);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { labels: {}, canaryTrafficPercent: 0 };
    throw new ModelVersionError(file, `cannot be read (${code})`);
  }
  return parseJson(text, labelsSchema, file);
}

/**
 * Points the labels to versions. One that is set to a version that is not ready stays where it was.
 *
 * @param wanted which version each label is set to, `stable` among them.
 * @param ready the versions that are ready and have a folder, by name.
 * @param before the labels as they were.
 */
export function pointLabels(
  wanted: Readonly<Record<string, string>>,
  ready: ReadonlyMap<string, ServedVersion>,
  before: readonly Label[],
): Label[] {
  return Object.entries(wanted).map(([name, version]) => {
    const target = ready.get(version);
    if (target) return { name, version: target, wanted: version, reason: undefined };
    const old = before.find((label) => label.name === name)?.version;
    const reason =
      old?.name === version
        ? `the folder of version ${version} has gone; it stays while a label points to it`
        : `version ${version} is not ready`;
    return { name, version: old && (ready.get(old.name) ?? old), wanted: version, reason };
  });
}

/**
 * What `stable` is set to where no file says it: the setting's version, else the highest that is
 * ready, else what it was.
 */
export function stableWithoutFile(
  setting: string | undefined,
  ready: ReadonlyMap<string, ServedVersion>,
  before: readonly Label[],
): string | undefined {
  return setting ?? [...ready.keys()].at(-1) ?? before.find(({ name }) => name === STABLE)?.wanted;
}
