import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, step } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Path of a Chromium to test with; installs Debian's package when there is none and this may install packages. */
export async function findOrInstallChromium() {
  const found = findChromium();
  if (found) return found;
  await installPackages(['chromium']);
  const installed = findChromium();
  if (installed) return installed;
  throw new Error('No Chromium was found: install one, or name it in CHROMIUM_PATH.');
}

function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  if (existsSync(MAC)) return MAC;
  return NAMES.map(which).find(Boolean);
}

/** Installs Debian packages if this is Debian (or its kin) and the user may; otherwise does nothing. */
export async function installPackages(names) {
  const sudo = process.getuid?.() === 0 ? [] : which('sudo') ? ['sudo', '-n'] : null;
  if (!which('apt-get') || sudo === null) return;
  await step(
    `Installing ${names.join(', ')} from Debian's packages`,
    async () => {
      const [command, ...args] = [...sudo, 'apt-get'];
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      await run(command, [...args, 'update', '-qq'], { quiet: true, env });
      await run(command, [...args, 'install', '-y', '-qq', '--no-install-recommends', ...names], {
        quiet: true,
        env,
      });
    },
    `Install ${names.join(', ')} by hand and try again.`,
  );
}

function which(name) {
  try {
    return (
      execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
