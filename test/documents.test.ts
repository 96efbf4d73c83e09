import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** Prose alone: what stands in a fenced block is code, and often an example. */
function proseOf(document: string): string {
  return readFileSync(document, 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
}

/** What is in backticks and reads as a path of the project: no address, package, placeholder or variable. */
function pathsIn(prose: string): string[] {
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  const paths = quoted.filter(
    (text) =>
      /^[\w.#-][\w./*#-]*$/.test(text) && (text.includes('/') || /\.(?:ts|js|cjs|json|ya?ml|md|css|webp)$/.test(text)),
  );
  const links = [...prose.matchAll(/(?<!!)\[[^\]]+\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
  return [...paths, ...links.filter((target) => !/^[a-z]+:/.test(target))];
}

/** A path as it lies on the disk: `#core/case.ts` is a subpath of `imports` in package.json. */
function onDisk(path: string): string {
  return path.replace(/^#(bench|sandbox|test)\//, '$1/').replace(/^#/, 'src/');
}

describe.each(documents)('%s', (document) => {
  const paths = pathsIn(proseOf(document));

  it('names only what exists', () => {
    const missing = paths.filter((path) => !existsSync(onDisk(path)) && globSync(onDisk(path)).length === 0);
    expect(missing).toEqual([]);
  });

  it('names paths at all', () => {
    expect(paths.length).toBeGreaterThan(5);
  });
});

test('a path that is not there would be found, and what is no path is not taken for one', () => {
  const prose = 'See `src/core/gone.ts`, `gone.json`, `#core/case.ts`, [here](docs/gone.md), ![a](b.webp), `a b/c`.';
  expect(pathsIn(prose)).toEqual(['src/core/gone.ts', 'gone.json', '#core/case.ts', 'docs/gone.md']);
  const other =
    '`@slack/bolt` `/irene` `src/sources/<name>.ts` `$IRENE_HOME/inbox/` `https://a/b` `node:crypto` `.env`';
  expect(pathsIn(`${other} [there](https://example.com)`)).toEqual([]);
});

test('the architecture fits on two pages', () => {
  expect(readFileSync('ARCHITECTURE.md', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

test('the architecture names every room of src', () => {
  const rooms = globSync('src/*/').map((room) => `${room.replace(/\/$/, '')}/`);
  expect(rooms.length).toBeGreaterThan(5);
  const paths = pathsIn(proseOf('ARCHITECTURE.md'));
  expect(rooms.filter((room) => !paths.includes(room))).toEqual([]);
});

/** The first group of each match, sorted. */
function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name).toSorted();
}

describe('the settings of src/config.ts', () => {
  const schema = /z\.object\(\{\n([\s\S]*?)\n\}\)/.exec(readFileSync('src/config.ts', 'utf8'))?.[1] ?? '';
  const settings = namesIn(schema, /^ {2}([A-Z][A-Z\d_]*):/gm);
  const table = namesIn(readFileSync('README.md', 'utf8'), /^\| `((?!SANDBOX_)[A-Z][A-Z\d_]*)` +\|/gm);
  const example = readFileSync('.env.example', 'utf8');

  it('are exactly those that the README lists', () => {
    expect(settings).toContain('SLACK_BOT_TOKEN');
    expect(table).toEqual(settings);
  });

  it('are exactly those of .env.example, which holds no secret', () => {
    expect(namesIn(example, /^#?([A-Z][A-Z\d_]*)=/gm)).toEqual(settings);
    const secrets = [...example.matchAll(/^#?\w*(?:TOKEN|KEY)=(.*)$/gm)].map(([, value]) => value);
    expect(secrets).toHaveLength(5);
    expect(secrets.join('')).toBe('');
  });
});
