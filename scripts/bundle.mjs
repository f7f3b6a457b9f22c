// One file of what the server needs at once, and a few beside it of what it needs sometimes: loading three thousand modules one
// by one took half of a start. The files in dist stay as they are, for the command line, the worker and whoever reads them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/** Loaded from node_modules when they are asked for: native ones, those that only some starts need, and what Nest only asks whether it is there. */
const external = [
  'libsql', '@node-rs/*', '@eventstore/db-client', 'mongoose', 'nodemailer', 'ical.js', 'pinyin-pro', 'chinese-days', 'exceljs',
  '@nestjs/microservices', '@nestjs/microservices/*', '@nestjs/websockets', '@nestjs/websockets/*', '@nestjs/platform-express', '@fastify/view', '@fastify/multipart', 'class-transformer/storage',
];

/** Nest asks for these two by `import()` and takes what they export by name: of CommonJS in a bundle only the default is left, so theirs for ES modules are taken, by everybody. */
const alias = { 'class-transformer': 'class-transformer/esm2015/index.js', 'class-validator': 'class-validator/esm2015/index.js' };

/** The command bus asks its package's index for one error, and the index for the bus: in one file the first of the two would find nothing. */
const withoutCycle = {
  name: 'without-cycle',
  setup: (bundle) => bundle.onResolve({ filter: /^\.\/index\.js$/ }, ({ importer, resolveDir }) => (/@nestjs.cqrs.dist.command-bus\.js$/.test(importer) ? { path: `${resolveDir}/exceptions/index.js` } : undefined)),
};

const { outputFiles } = await build({
  // The programs of threads are found beside the file that starts them.
  entryPoints: { main: 'dist/apps/api/src/main.js', 'sqlite-read-thread': 'dist/libs/kernel/src/sqlite-read-thread.js', 'busy-times-thread': 'dist/libs/feeds/src/busy-times-thread.js' },
  outdir: 'dist/server', bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', write: false, logLevel: 'warning', chunkNames: '[name]-[hash]',
  // Names stay as they are, since identifiers are not shortened: the interface's description goes by those of classes. (`keepNames` would name every closure anew, whenever it is made.)
  minifyWhitespace: true, minifySyntax: true, legalComments: 'none',
  external, alias, plugins: [withoutCycle],
  banner: { js: "import{createRequire as madeRequire}from'node:module';import{fileURLToPath as pathOf}from'node:url';import{dirname as folderOf}from'node:path';const require=madeRequire(import.meta.url),__filename=pathOf(import.meta.url),__dirname=folderOf(__filename);" },
});
// esbuild leaves regular expressions as they are; with one letter beyond ASCII in it the whole file takes twice the memory.
const ascii = (text) => text.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
for (const { path, text } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, ascii(text));
}
