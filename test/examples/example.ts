import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { projectFile } from '../support/wines';

/** How long packages may take to come, and pages to be built, on a machine that others use too. */
export const INSTALL_MS = 600_000;

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One of the folders of `examples/`, used as its README says. */
export class Example {
  readonly folder: string;

  constructor(
    name: string,
    /** The gateway that it asks. */
    private readonly url: string,
  ) {
    this.folder = projectFile('examples', name);
  }

  /** Runs a command in its folder, whatever its end. */
  run(command: string, ...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.environment };
      execFile(command, args, options, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }

  /** Runs a command that must do. @throws Error with what it said. */
  async do(command: string, ...args: string[]): Promise<void> {
    const { code, stdout, stderr } = await this.run(command, ...args);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${code}\n${stdout}${stderr}`);
  }

  /** `npm ci`, unless this very lock file is installed already. */
  async install(): Promise<void> {
    await installOnce(this.folder, 'node_modules', ['package-lock.json'], () =>
      this.do('npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'),
    );
  }

  /**
   * What `npm run preview` shows of the built page, opened in Debian's Chromium.
   *
   * @param look is given the page; what the browser complained of meanwhile is expected to be nothing.
   */
  async open(look: (page: Page) => Promise<void>): Promise<void> {
    const vite = path.join('node_modules', '.bin', 'vite');
    const preview = spawn(vite, ['preview', '--host=127.0.0.1', '--port=0'], {
      cwd: this.folder,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(preview, 'close');
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    try {
      const page = await browser.newPage({ locale: 'en-GB' });
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      await page.goto(await addressIn(preview.stdout));
      await look(page);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
      preview.kill();
      await ended;
    }
  }

  private get environment(): NodeJS.ProcessEnv {
    // Not what npm sets for the scripts of the project: these are others.
    const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
    return { ...Object.fromEntries(own), GATEWAY_URL: this.url };
  }
}

/** Installs what files of a folder ask for into one below it, unless the same is there already. */
export async function installOnce(
  folder: string,
  target: string,
  files: readonly string[],
  install: () => Promise<void>,
): Promise<void> {
  const installed = path.join(folder, target);
  const marker = path.join(installed, '.installed');
  const wanted = files.map((file) => readFileSync(path.resolve(folder, file), 'utf8')).join('');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  rmSync(installed, { recursive: true, force: true });
  await install();
  writeFileSync(marker, wanted);
}

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    // Vite writes the port in bold.
    // eslint-disable-next-line no-control-regex
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(text.replace(/\x1b\[\d+m/g, '')) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`vite preview ended before it listened:\n${text}`);
}
