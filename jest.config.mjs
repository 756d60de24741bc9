import process from 'node:process';

// Tests have environments of their own, in which the gateway's saying so does not reach the library.
process.env['ORT_DISABLE_TELEMETRY'] = '1';

const shared = {
  testEnvironment: '<rootDir>/test/support/native-realm.mjs',
  // jose is an ES module, which Jest takes for one of its own kind only when it is transformed.
  transform: { '^.+\\.ts$': '@swc/jest', '/node_modules/jose/.+\\.js$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  setupFiles: ['reflect-metadata'],
};

/** The browser tests need Chromium, so they are a project of their own; the examples' too. */
export default {
  // Processes and servers start in some of them, on machines that others use too.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['browser', 'examples', 'package'].map(
        (folder) => `<rootDir>/test/${folder}/`,
      ),
    },
    {
      ...shared,
      displayName: 'apollo',
      testMatch: ['<rootDir>/test/conformance/apollo-integration.suite.ts'],
    },
    // It installs the package with npm.
    { ...shared, displayName: 'package', testMatch: ['<rootDir>/test/package/**/*.test.ts'] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
    // Installs each example's own packages, and needs Chromium too.
    { ...shared, displayName: 'examples', testMatch: ['<rootDir>/test/examples/**/*.test.ts'] },
  ],
};
