import path from 'node:path';
import { type Logger } from 'pino';
import { ModelVersionError } from '../errors';
import { compareNames, manifestOf, MODEL_NAME, versionNames } from '../repository/version-folders';
import { type ServedVersion } from '../serving/served-version';
import { VersionLife } from '../serving/version-life';
import { VersionRegistry } from '../serving/version-registry';
import { STABLE, VersionTable } from '../serving/version-table';
import { bringUp, bringUpAll, publicReason, type BringUpParts } from './bring-up';
import { LabelSource } from './label-source';
import { pointLabels, stableWithoutFile, type LabelSettings } from './labels';

/** What the life cycle is made of. */
export interface LifecycleParts extends BringUpParts {
  /** What `stable` is set to where no file says it; the highest version when undefined. */
  readonly defaultVersion: string | undefined;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** A version that is on its way into the registry. */
interface Arrival {
  readonly version: ServedVersion;
  /** Takes it off the list of those that do not serve. */
  readonly unlist: () => void;
}

/** A folder whose version failed, until it is tried again or has gone. */
interface Failure {
  readonly message: string;
  readonly unlist: () => void;
}

/**
 * Keeps the registry in step with the folders: see `VersionLife` for what becomes of a version. A
 * pass looks at every folder, brings up what is new or has changed, by its manifest's hash, and
 * then swaps the registry's table once, labels and all. What left the table drains. Passes are never
 * side by side; whatever is asked for during one is answered by one more after it.
 */
export class VersionLifecycle {
  /** Passes that ended: all well, or with a folder, a version or the labels' file at fault. */
  readonly reloads = { ok: 0, failed: 0 };
  private readonly failures = new Map<string, Failure>();
  private readonly leaving = new Map<ServedVersion, Promise<void>>();
  private going: Promise<void> | undefined;
  private isAsked = false;
  private hasFailed = false;
  private hasStopped = false;

  private constructor(
    private readonly parts: LifecycleParts,
    private readonly labelSource: LabelSource,
    readonly registry: VersionRegistry,
  ) {}

  /**
   * Brings every version up for the first time.
   *
   * @throws ModelVersionError when one of them fails, the labels' file is not as expected, or there
   *   is no version to be stable.
   */
  static async start(parts: LifecycleParts): Promise<VersionLifecycle> {
    const { folders, defaultVersion } = parts;
    const ready = await bringUpAll(parts, await versionNames(folders));
    const labelSource = await LabelSource.open(folders, parts.log);
    const { settings } = labelSource;
    const stable = settings.labels[STABLE] ?? stableWithoutFile(defaultVersion, ready, []);
    if (stable === undefined || !ready.has(stable)) {
      const found = [...ready.keys()].join(', ') || 'none';
      throw new ModelVersionError(
        path.join(folders.modelsDir, MODEL_NAME),
        `expected version ${stable ?? 'folders'}, found ${found}`,
      );
    }
    const labels = pointLabels({ [STABLE]: stable, ...settings.labels }, ready, []);
    for (const version of ready.values()) version.life.enter('ready');
    const table = new VersionTable([...ready.values()], labels, shareOf(settings));
    labelSource.tell([], labels);
    return new VersionLifecycle(parts, labelSource, new VersionRegistry(table));
  }

  /** Looks at the folders again; resolves when the registry is in step with them. Never rejects. */
  reload(): Promise<void> {
    if (this.hasStopped) return Promise.resolve();
    this.isAsked = true;
    this.going ??= this.passes();
    return this.going;
  }

  /** Resolves when the versions that drain have been retired. */
  async drained(): Promise<void> {
    await Promise.all(this.leaving.values());
  }

  /** Releases every version; no request may be on its way, and no reload follows. */
  async stop(): Promise<void> {
    this.hasStopped = true;
    await this.going;
    const versions = [...this.registry.versions, ...this.leaving.keys()];
    await Promise.all(versions.map((version) => version.release()));
  }

  private async passes(): Promise<void> {
    while (this.isAsked && !this.hasStopped) {
      this.isAsked = false;
      this.hasFailed = false;
      try {
        await this.pass();
      } catch (error) {
        this.hasFailed = true;
        this.parts.log.error({ err: error }, 'the versions could not be looked at; they stay');
      }
      this.reloads[this.hasFailed ? 'failed' : 'ok']++;
    }
    this.going = undefined;
  }

  private async pass(): Promise<void> {
    const { folders, defaultVersion } = this.parts;
    const { table } = this.registry;
    const names = await versionNames(folders);
    const ready = new Map<string, ServedVersion>();
    const arrivals: Arrival[] = [];
    for (const name of names) {
      const serving = table.versions.find((version) => version.name === name);
      const arrival = await this.look(name, serving);
      if (arrival) arrivals.push(arrival);
      const version = arrival?.version ?? serving;
      if (version) ready.set(name, version);
    }
    for (const name of this.failures.keys()) if (!names.includes(name)) this.forget(name);

    if (!(await this.labelSource.refresh())) this.hasFailed = true;
    const { settings } = this.labelSource;
    const stable = stableWithoutFile(defaultVersion, ready, table.labels);
    const wanted = { ...(stable !== undefined && { [STABLE]: stable }), ...settings.labels };
    const labels = pointLabels(wanted, ready, table.labels);
    const kept = labels.flatMap(({ version }) => version ?? []);
    const versions = new Set([...ready.values(), ...kept]);

    for (const { version, unlist } of arrivals) {
      unlist();
      version.life.enter('ready');
    }
    const ascending = [...versions].sort((a, b) => compareNames(a.name, b.name));
    this.registry.swap(new VersionTable(ascending, labels, shareOf(settings)));
    this.labelSource.tell(table.labels, labels);
    for (const { version } of arrivals) this.parts.log.info(nameOf(version), 'version ready');
    for (const version of table.versions) if (!versions.has(version)) this.retire(version);
  }

  /** Brings up what a folder holds; undefined when that serves already, or failed. */
  private async look(
    name: string,
    serving: ServedVersion | undefined,
  ): Promise<Arrival | undefined> {
    const life = new VersionLife();
    let unlist: (() => void) | undefined;
    try {
      const manifest = await manifestOf(this.parts.folders, name);
      if (manifest.sha256 === serving?.manifest.sha256) {
        this.forget(name);
        return undefined;
      }
      unlist = this.registry.list({ name, life, manifest });
      const version = await bringUp(this.parts, name, life);
      this.forget(name);
      return { version, unlist };
    } catch (error) {
      life.fail(publicReason(error));
      unlist ??= this.registry.list({ name, life });
      this.hasFailed = true;
      const { message } = error as Error;
      const before = this.forget(name);
      this.failures.set(name, { message, unlist });
      // A folder that is being written to is looked at again and again.
      if (before?.message !== message) {
        const what = error instanceof ModelVersionError ? { reason: message } : { err: error };
        this.parts.log.error({ version: name, ...what }, 'version failed; what serves goes on');
      }
      return undefined;
    }
  }

  private forget(name: string): Failure | undefined {
    const failure = this.failures.get(name);
    failure?.unlist();
    this.failures.delete(name);
    return failure;
  }

  private retire(version: ServedVersion): void {
    version.life.enter('draining');
    const unlist = this.registry.list(version);
    const { log } = this.parts;
    const leave = async (): Promise<void> => {
      await version.life.whenLetGo();
      try {
        await version.release();
      } catch (error) {
        log.error({ err: error, ...nameOf(version) }, 'version could not be released');
      }
      version.life.enter('retired');
      unlist();
      this.leaving.delete(version);
      log.info(nameOf(version), 'version retired');
    };
    this.leaving.set(version, leave());
  }
}

function shareOf({ canaryTrafficPercent }: LabelSettings): number {
  return canaryTrafficPercent / 100;
}

function nameOf({ name, manifest }: ServedVersion) {
  return { version: name, sha256: manifest.sha256 };
}
