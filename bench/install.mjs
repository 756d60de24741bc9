import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gatewayRoot, PROJECT } from './repository.mjs';

const peers = path.join(PROJECT, 'bench', 'peers');
const flask = path.join(peers, 'flask');
const venv = path.join(flask, '.venv');

/** @param {string} file @param {string[]} args @param {string} [cwd] */
const run = (file, args, cwd = PROJECT) =>
  execFileSync(file, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

/** Builds the gateway; another checkout is measured as it was built. */
export function buildGateway() {
  if (gatewayRoot() === PROJECT) run('npx', ['tsc', '-b']);
}

/** Installs peers and load generator, once. */
export function installPeers() {
  if (!existsSync(path.join(peers, 'node_modules'))) {
    run('npm', ['ci', '--prefix', peers, '--no-audit', '--no-fund', '--loglevel=error']);
  }
}

/**
 * Makes the old API's virtual environment, once.
 *
 * @returns {boolean} whether it is there
 */
export function installFlask() {
  const gunicorn = path.join(venv, 'bin', 'gunicorn');
  if (existsSync(gunicorn)) return true;
  try {
    run('python3', ['-m', 'venv', venv]);
    const pip = ['install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'];
    run(path.join(venv, 'bin', 'pip'), pip, flask);
    return true;
  } catch {
    // Half of an environment would be taken for a whole one next time.
    rmSync(venv, { recursive: true, force: true });
    return false;
  }
}

/**
 * Installs shap into training's environment, once.
 *
 * @returns {boolean} whether it is there
 */
export function installShap() {
  try {
    run('make', ['-C', 'training', 'oracles']);
    return true;
  } catch {
    return false;
  }
}
