// Complete prefixes, classes and properties with those that the page names.

/** Let the editor know the prefixes and the terms of the page, and no others. */
export function offerTerms(Yasqe, { prefixes, terms }) {
  const declarations = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes",
    persistenceId: null,
    get: () => declarations,
  });
  for (const kind of ["property", "class"]) {
    const own = terms.filter((term) => term.kind === kind).map((term) => expand(term, prefixes));
    const shown = new Map(own.map((term) => [term.name, term]));
    Yasqe.forkAutocompleter(kind, {
      name: kind,
      bulk: false,
      autoShow: true,
      preProcessToken: (_, token) => token,
      postProcessSuggestion: (_editor, _token, name) => name,
      get: (_, token) => find(own, token.string),
      postprocessHints: (editor, hints) => hints.map((hint) => show(editor, hint, shown, prefixes)),
    });
  }
}

function expand(term, prefixes) {
  const [prefix, local] = term.name.split(/:(.*)/s);
  return { ...term, prefix, iri: prefixes[prefix] + local, key: fold(`${local} ${term.label ?? ""}`) };
}

/** Return the names of the terms that what was typed begins, or stands in the label of. */
function find(terms, typed) {
  const text = fold(typed.trim().replace(/^<|>$/g, ""));
  const begin = terms.filter(({ name, iri }) => fold(name).startsWith(text) || fold(iri).startsWith(text));
  const within = text.includes(":") || text.length < 2 ? [] : terms.filter(({ key }) => key.includes(text));
  return [...new Set([...begin, ...within].map((term) => term.name))];
}

/** Show a term with its label, and declare its prefix where it is chosen. */
function show(editor, hint, shown, prefixes) {
  const { prefix, label } = shown.get(hint.text);
  return {
    ...hint,
    displayText: label ? `${hint.text} · ${label}` : hint.text,
    hint: (_, list, chosen) => {
      editor.getDoc().replaceRange(chosen.text, chosen.from ?? list.from, chosen.to ?? list.to, "complete");
      if (!(prefix in editor.getPrefixesFromQuery())) editor.addPrefixes({ [prefix]: prefixes[prefix] });
    },
  };
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}
