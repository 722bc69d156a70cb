// Bundle what the pages need in the browser into one script and one style sheet, with a notice of
// what is in them. Called as: node bundle.mjs FOLDER
//
// The editor library can ask other hosts: for prefixes (prefix.cc), for terms (LOV), and its
// example endpoint. What could is cut out here, not only switched off, and so is the one
// attribute "style" in markup of its own, which our content security policy forbids. A cut that
// finds nothing to cut ends the build: another version of the library needs another look.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = process.argv[2];

const cuts = [
  // Terms are asked of Linked Open Vocabularies.
  [/fetchFromLov = \(e, t, n\) => \{\n[\s\S]*?\n\}(?=[,;])/, "fetchFromLov = () => Promise.resolve([])"],
  // Prefixes are asked of prefix.cc, or come from a copy of its list, advertisements included.
  [/madsrdf = "[\s\S]*?prefixes_default = \{[\s\S]*?\n\}/, "prefixes_default = {}"],
  [/return \(e\.config\.prefixCcApi \? fetch\([\s\S]*?return t\.sort\(\);\n\t\t\}\);/, "return Promise.resolve([]);"],
  [/endpoint: "https:\/\/dbpedia\.org\/sparql"/, 'endpoint: "/sparql"'],
  [/<strong style='text-decoration:underline'>/, "<strong>"],
  [/"This line is invalid\. Expected: "/, 'this.config.expectedWords + " "'],
];

const cutOut = {
  name: "cut-out",
  setup(bundling) {
    bundling.onLoad({ filter: /yasqe\.esm\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [pattern, replacement] of cuts) {
        if (!pattern.test(contents)) throw new Error(`nothing to cut in ${path}: ${pattern}`);
        contents = contents.replace(pattern, () => replacement);
      }
      return { contents, loader: "js" };
    });
  },
};

const { metafile } = await build({
  entryPoints: [join(here, "src", "editor.js")],
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2021"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  absWorkingDir: here,
  logLevel: "warning",
  plugins: [cutOut],
});
writeFileSync(join(target, "NOTICE.txt"), notice(packagesOf(metafile)));

/** Return the names of the packages of a bundle, those that a package brings bundled included. */
function packagesOf({ inputs }) {
  const names = new Set();
  for (const input of Object.keys(inputs)) {
    const name = packageOf(input);
    if (name === null) continue;
    names.add(name);
    const map = join(here, `${input}.map`);
    if (!existsSync(map)) continue;
    for (const source of JSON.parse(readFileSync(map, "utf8")).sources) {
      // Sources outside of any package are the library's own, some of a package beside it.
      const inner = packageOf(source) ?? (source.includes("utils/src") ? "@zazuko/yasgui-utils" : null);
      if (inner !== null) names.add(inner);
    }
  }
  return [...names].sort();
}

function packageOf(path) {
  const parts = path.split(sep).join("/").split("node_modules/");
  if (parts.length < 2) return null;
  const [first, second] = parts.at(-1).split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** Say what each package is, who made it and under which licence. */
function notice(names) {
  const parts = names.map((name) => {
    const folder = join(modules, name);
    const { version, license, author, homepage, repository } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    if (!license) throw new Error(`${relative(here, folder)} states no licence`);
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : fallback(name, license, author);
    const home = homepage ?? repository?.url ?? repository ?? "";
    return [`${name} ${version}`, `Licence: ${license}`, home && `Home: ${home}`, "", text]
      .filter((line) => line !== false && line !== undefined)
      .join("\n");
  });
  const head = "The editor of this service contains the packages below, each under its own licence.";
  return `${[head, ...parts].join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}

/** Write the licence of a package that names it, but has no file of its text. */
function fallback(name, license, author) {
  const makers = typeof author === "string" ? author : author?.name;
  if (!makers || license !== "MIT") throw new Error(`${name} lacks a licence's text or its authors`);
  const known = readFileSync(join(modules, "codemirror", "LICENSE"), "utf8");
  const words = known.slice(known.indexOf("Permission is hereby granted")).trim();
  return `The MIT License\n\nCopyright (c) ${makers}\n\n${words}`;
}
