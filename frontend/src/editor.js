// Turn the form of the SPARQL page into an editor: colours, completion, results on the page.
// What it knows of the dataset stands in the page; it asks nothing but this service.

import { Yasqe } from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./editor.css";
import { offerTerms } from "./terms.js";
import { showResults } from "./results.js";

const data = document.getElementById("editor-data");
const form = document.querySelector("form.sparql-editor");
if (data !== null && form !== null) begin(form, JSON.parse(data.textContent));

function begin(form, given) {
  const field = form.querySelector("textarea");
  const run = form.querySelector("button");
  const place = document.createElement("div");
  offerTerms(Yasqe, given);
  field.hidden = true;
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value,
    requestConfig: { endpoint: given.endpoint },
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    lineWrapping: true,
    expectedWords: given.words.expected,
    autocompleters: ["variables", "prefixes", "property", "class"],
  });
  describe(editor, form, field, given.words);
  letGo(editor, form, () => form.requestSubmit(run));
  const results = showResults(form, given);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    field.value = editor.getValue();
    results.run(field.value);
  });
  editor.on("change", () => results.link(editor.getValue()));
  results.link(editor.getValue());
  document.documentElement.dataset.editor = "ready";
}

/** Give the field in which one types the name and the description of the one it stands for. */
function describe(editor, form, field, words) {
  const input = editor.getInputField();
  const label = form.querySelector("label");
  input.setAttribute("aria-label", label.textContent);
  input.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-multiline", "true");
  label.removeAttribute("for");
  label.addEventListener("click", () => editor.focus());
  for (const hint of form.querySelectorAll("[data-with-script]")) hint.hidden = false;
}

/** Let Tab indent, but leave the editor after Escape: nobody is caught in it. */
function letGo(editor, form, run) {
  const held = {
    ...editor.getOption("extraKeys"),
    "Ctrl-Enter": run,
    "Cmd-Enter": run,
    Esc: () => {
      // A key that is bound to false is left to the browser.
      editor.setOption("extraKeys", { ...held, Tab: false, "Shift-Tab": false });
      form.querySelector("[data-escaped]").hidden = false;
    },
  };
  const hold = () => {
    editor.setOption("extraKeys", held);
    form.querySelector("[data-escaped]").hidden = true;
  };
  editor.setOption("extraKeys", held);
  editor.on("change", hold);
  editor.on("blur", hold);
}
