import { GatewayError } from '../errors';
import { compareNames } from '../repository/version-folders';
import { type DescribedVersion, type ServedVersion } from './served-version';
import { type VersionTable } from './version-table';

/** The versions that serve, by number and label, and what is known of those that do not. */
export class VersionRegistry {
  private readonly others = new Set<DescribedVersion>();
  private readonly listeners: (() => void)[] = [];

  constructor(private current: VersionTable) {}

  /** What requests find now; whoever needs two things of it takes it once. */
  get table(): VersionTable {
    return this.current;
  }

  /** The versions that serve, in ascending order. */
  get versions(): readonly ServedVersion[] {
    return this.current.versions;
  }

  /** The one that answers when a request names none. */
  get defaultVersion(): ServedVersion {
    return this.current.stable;
  }

  /** Every version that is in some state, in ascending order; the one that serves first. */
  get everyVersion(): readonly DescribedVersion[] {
    return [...this.versions, ...this.others].sort((a, b) => compareNames(a.name, b.name));
  }

  /** The version of a name or label, or the default one when there is no name; undefined when there is none. */
  find(name?: string | null): ServedVersion | undefined {
    return name == null ? this.current.stable : this.current.find(name);
  }

  /**
   * The version of a name or label, or the default one when there is no name.
   *
   * @throws GatewayError `MODEL_VERSION_NOT_FOUND`. Names are looked up, never joined to a path.
   */
  get(name?: string | null): ServedVersion {
    const version = this.find(name);
    if (version) return version;
    throw versionNotFound(String(name), this.current.names);
  }

  /** Has requests find what another table holds from now on. */
  swap(table: VersionTable): void {
    this.current = table;
    for (const listener of this.listeners) listener();
  }

  /** Has something done whenever requests find other versions than before. */
  onSwap(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Lists a version that requests do not find, until the function that it gives is called. */
  list(version: DescribedVersion): () => void {
    this.others.add(version);
    return () => this.others.delete(version);
  }
}

/** What to tell someone who asked for a version by a name or label that nothing has. */
export function versionNotFound(asked: string, available: readonly string[]): GatewayError {
  const shown = asked.length > 64 ? `${asked.slice(0, 64)}…` : asked;
  return new GatewayError(
    'MODEL_VERSION_NOT_FOUND',
    `Expected a model version among ${available.join(', ')}, but ${JSON.stringify(shown)} came.`,
    { version: shown, available },
  );
}
