import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest gives each test file a realm with a Float32Array of its own; ONNX Runtime, native, makes the
 * process's and then does not know the realm's for one (jestjs/jest #2549, #11864). Here they are the same.
 */
export default class NativeRealm extends TestEnvironment {
  /** @param {ConstructorParameters<typeof TestEnvironment>} args */
  constructor(...args) {
    super(...args);
    this.global.Float32Array = Float32Array;
  }
}
