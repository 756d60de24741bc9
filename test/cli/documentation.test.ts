import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startGateway, type TestGateway } from '../support/gateway';
import { IN_A_FOLDER, pageText } from '../support/pages';
import { TemporaryFolder } from '../support/temporary';
import { projectFile } from '../support/wines';

const run = promisify(execFile);
const page = pageText('docs/command-line.md');
const examples = [
  ...page.matchAll(
    new RegExp(`\`\`\`sh ${IN_A_FOLDER}\n([^\`]*)\`\`\`(?:\n\n\`\`\`text\n([^\`]*)\`\`\`)?`, 'g'),
  ),
].map(([, commands = '', shown]) => ({ commands, shown }));

describe('docs/command-line.md', () => {
  const folder = new TemporaryFolder();
  const command = folder.write(
    'provador',
    `#!/bin/sh\nexec "${process.execPath}" "${projectFile('dist', 'cli', 'provador.js')}" "$@"\n`,
  );
  chmodSync(command, 0o755);
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
  });
  afterAll(async () => {
    await gateway.stop();
    folder.remove();
  });

  it('shows every command', () => {
    const commands = examples.map(({ commands }) => commands).join('');
    for (const name of ['score', 'explain', 'models list', 'models verify', 'schema']) {
      expect(commands).toContain(`provador ${name}`);
    }
  });

  // In their order, as one folder has what the first writes.
  it.each(examples)('says what comes of $commands', async ({ commands, shown }) => {
    const script = commands.replaceAll('http://127.0.0.1:4000', gateway.url);
    const { stdout } = await run('sh', ['-c', script], {
      cwd: folder.path,
      env: { PATH: `${path.dirname(command)}:${process.env['PATH'] ?? ''}` },
    }).catch((error: unknown) => {
      const { code, stdout } = error as { readonly code: number; readonly stdout: string };
      // Some rows of its table are to be rejected.
      if (code !== 2) throw error;
      return { stdout };
    });
    if (shown !== undefined) expect(stdout).toBe(shown);
  });
});
