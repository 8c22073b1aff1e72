// Opens data files in the YAML language server, and compares what a writer sees with `seen.md`.
//
// Reads the files from stdin, as `cases.py` prints them. With `--update` it writes `seen.md` anew.
import { readFileSync, writeFileSync } from 'node:fs';

import { COMPLETIONS, HOVERS, REPAIRS } from './asks.mjs';
import { start } from './server.mjs';

const ROOT = new URL('../../', import.meta.url);
const SEEN = new URL('seen.md', import.meta.url);
const LOCALE = 'ja';
const RED = 1;

const failures = [];
const must = (met, name, what) => met || failures.push(`${name}: ${what}`);

let opened = 0;

/** A new file one folder below the root, that names its schema as real ones do. */
const documentOf = (text, kind = 'indicator') => ({
  uri: new URL(`work/${(opened += 1)}.yaml`, ROOT).href,
  text: `# yaml-language-server: $schema=../docs/schemas/${kind}.schema.json\n${text}`,
});

/** The marks in a file, by its own lines: the line that names the schema stands before them. */
async function marksIn(server, { text, schema }) {
  const { uri, text: whole } = documentOf(text, schema);
  const marks = await server.open(uri, whole);
  return marks
    .map(({ range: { start: at }, message, severity }) => ({
      line: at.line, column: at.character + 1, message, red: severity === RED,
    }))
    .sort((one, other) => one.line - other.line || one.column - other.column);
}

async function good(server, files) {
  const found = await Promise.all(files.map((file) => marksIn(server, file)));
  files.forEach(({ name }, i) => must(found[i].length === 0, name, `is good, but marked: ${found[i][0]?.message}`));
  return [];
}

async function bad(server, files) {
  const found = await Promise.all(files.map((file) => marksIn(server, file)));
  return files.flatMap(({ name, line, unseen }, i) => {
    const red = found[i].filter((mark) => mark.red);
    if (unseen) must(red.length === 0, name, `is marked after all: ${red[0]?.message}`);
    else must(red.some((mark) => mark.line === line), name, `has no red mark in line ${line}`);
    const shown = found[i].map((mark) => `- ${mark.line}:${mark.column} ${mark.red ? '' : '（赤くない）'}${mark.message}`);
    return [`### ${name}`, '', ...(unseen ? [`印は付かない: ${unseen}`] : []), ...shown, ''];
  });
}

/** What the server answers to `method` where the cursor of `text` stands. */
async function answerAt(server, method, { text, schema }) {
  const before = text.slice(0, text.indexOf('│'));
  const { uri, text: whole } = documentOf(text.replace('│', ''), schema);
  await server.open(uri, whole);
  const line = before.split('\n').length;
  const character = before.length - (before.lastIndexOf('\n') + 1);
  return server.ask(method, { textDocument: { uri }, position: { line, character } });
}

const plain = (content) => (content?.value ?? content ?? '').trim();

async function completions(server) {
  const answers = await Promise.all(COMPLETIONS.map((ask) => answerAt(server, 'textDocument/completion', ask)));
  return COMPLETIONS.flatMap(({ name, offers, hides = [] }, i) => {
    const items = new Map(answers[i].items.map((item) => [item.label, plain(item.documentation).split('\n')[0]]));
    for (const label of offers) {
      must(items.has(label), name, `does not offer ${label}`);
      must(/[ぁ-ん一-龠]/.test(items.get(label)), name, `says nothing in Japanese of ${label}`);
    }
    for (const label of hides) must(!items.has(label), name, `offers ${label}`);
    return [`### ${name}`, '', ...[...items].sort().map(([label, said]) => `- ${label}: ${said}`), ''];
  });
}

async function hovers(server) {
  const answers = await Promise.all(HOVERS.map((ask) => answerAt(server, 'textDocument/hover', ask)));
  return HOVERS.flatMap(({ name, says }, i) => {
    const shown = plain(answers[i]?.contents).replace(/\n*[^\n]*\(file:[^\n]*$/, '');
    must(shown.includes(says), name, `does not say 「${says}」`);
    return [`### ${name}`, '', ...shown.split('\n').filter(Boolean).map((line) => `> ${line}`), ''];
  });
}

/** What the editor offers to put in place of the one thing that is marked. */
async function repairs(server) {
  const answers = await Promise.all(
    REPAIRS.map(async ({ text, schema }) => {
      const { uri, text: whole } = documentOf(text, schema);
      const [mark] = await server.open(uri, whole);
      const context = { diagnostics: [mark] };
      return server.ask('textDocument/codeAction', { textDocument: { uri }, range: mark.range, context });
    }),
  );
  return REPAIRS.flatMap(({ name, offers }, i) => {
    const titles = answers[i].map(({ title }) => title);
    for (const title of offers) must(titles.includes(title), name, `does not offer ${title}`);
    return [`### ${name}`, '', ...titles.map((title) => `- ${title}`), ''];
  });
}

const files = JSON.parse(readFileSync(0, 'utf8'));
const server = await start(ROOT.href, LOCALE);
const parts = [
  ['# エディタで見えるもの', '', '<!-- 生成: make editor-check EDITOR_SEEN=--update -->', ''],
  await good(server, files.good),
  ['## 赤い印', '', ...(await bad(server, files.bad))],
  ['## 補完', '', ...(await completions(server))],
  ['## 直し方の候補', '', ...(await repairs(server))],
  ['## 説明（キーに触れたとき）', '', ...(await hovers(server))],
];
await server.stop();

const seen = `${parts.flat().join('\n').trimEnd()}\n`;
if (process.argv.includes('--update')) writeFileSync(SEEN, seen);
else must(seen === readFileSync(SEEN, 'utf8'), 'seen.md', 'has grown old; update it and read the diff');
for (const failure of failures) console.error(failure);
console.log(`${files.good.length} good, ${files.bad.length} bad, ${failures.length} failures`);
process.exitCode = failures.length ? 1 : 0;
