import { type Logger } from 'pino';
import { type VersionFolders } from '../repository/version-folders';
import { type Label } from '../serving/version-table';
import { readLabels, type LabelSettings } from './labels';

/** The labels' file, as it was when it last could be read. */
export class LabelSource {
  private fault: string | undefined;

  private constructor(
    private readonly folders: VersionFolders,
    private readonly log: Pick<Logger, 'info' | 'warn' | 'error'>,
    private last: LabelSettings,
  ) {}

  /** @throws ModelVersionError when the file is not as expected. */
  static async open(
    folders: VersionFolders,
    log: Pick<Logger, 'info' | 'warn' | 'error'>,
  ): Promise<LabelSource> {
    return new LabelSource(folders, log, await readLabels(folders));
  }

  get settings(): LabelSettings {
    return this.last;
  }

  /** Reads the file again; false when it is not as expected, of which the log tells once. */
  async refresh(): Promise<boolean> {
    try {
      this.last = await readLabels(this.folders);
      this.fault = undefined;
    } catch (error) {
      const reason = (error as Error).message;
      if (reason !== this.fault) this.log.error({ reason }, 'labels could not be read; they stay');
      this.fault = reason;
    }
    return this.fault === undefined;
  }

  /** Tells the log of labels that have moved, and once of those that should have. */
  tell(before: readonly Label[], now: readonly Label[]): void {
    for (const { name, version, wanted, reason } of now) {
      const old = before.find((label) => label.name === name);
      if (reason !== undefined && (old?.reason !== reason || old.wanted !== wanted)) {
        this.log.warn({ label: name, wanted, pointsTo: version?.name, reason }, 'label stays');
      } else if (old && version !== old.version) {
        this.log.info({ label: name, from: old.version?.name, to: version?.name }, 'label moved');
      }
    }
  }
}
