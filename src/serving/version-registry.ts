import { GatewayError } from '../errors';
import { type ServedVersion } from './served-version';

/** The versions that serve, by name. */
export class VersionRegistry {
  private readonly byName: ReadonlyMap<string, ServedVersion>;

  /** @param versions in ascending order, the default among them. */
  constructor(
    readonly versions: readonly ServedVersion[],
    readonly defaultVersion: ServedVersion,
  ) {
    this.byName = new Map(versions.map((version) => [version.name, version]));
  }

  /** The version of a name, or the default one when there is no name; undefined when there is none. */
  find(name?: string | null): ServedVersion | undefined {
    return name == null ? this.defaultVersion : this.byName.get(name);
  }

  /**
   * The version of a name, or the default one when there is no name.
   *
   * @throws GatewayError `MODEL_VERSION_NOT_FOUND`. Names are looked up, never joined to a path.
   */
  get(name?: string | null): ServedVersion {
    const version = this.find(name);
    if (version) return version;
    const available = [...this.byName.keys()];
    const asked = String(name);
    const shown = asked.length > 64 ? `${asked.slice(0, 64)}…` : asked;
    throw new GatewayError(
      'MODEL_VERSION_NOT_FOUND',
      `Expected a model version among ${available.join(', ')}, but ${JSON.stringify(shown)} came.`,
      { version: shown, available },
    );
  }
}
