// Show the answer of a query on the page of the editor, as the service itself renders it.
//
// The service's page of results has the words, links and warnings in the reader's language, and
// says whether the answer is complete. Its parts are taken over; no text is made markup here.

const LONGEST_ADDRESS = 6000;

/** Return what runs a query, and what keeps the links of a query up to date. */
export function showResults(form, { endpoint, page, language, words }) {
  const place = document.getElementById("editor-results");
  const shared = document.querySelector("[data-share]");
  let running = null;
  shared.closest("p").hidden = false;

  function link(query) {
    const address = new URL(page, document.baseURI);
    address.search = new URLSearchParams({ query }).toString();
    shared.href = address.href;
    // What the service would not take whole is no link.
    shared.closest("p").hidden = new TextEncoder().encode(query).length > LONGEST_ADDRESS;
  }

  async function run(query) {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    place.setAttribute("aria-busy", "true");
    say(place, words.running);
    try {
      const answer = await fetch(`${endpoint}?lang=${language}`, {
        method: "POST",
        headers: { Accept: "text/html", "Accept-Language": language },
        body: new URLSearchParams({ query, format: "html" }),
        signal,
      });
      const text = await answer.text();
      if (signal.aborted) return;
      place.replaceChildren(...parts(text, answer.ok, query));
      if (!shared.closest("p").hidden) history.replaceState(null, "", shared.href);
      place.focus();
    } catch (error) {
      if (error.name !== "AbortError") say(place, words.failed);
    } finally {
      if (!signal.aborted) place.removeAttribute("aria-busy");
    }
  }

  /** Return the parts of the service's page that belong to the answer, with links that work here. */
  function parts(text, ok, query) {
    const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const heading = main.querySelector("h1");
    const title = document.createElement("h2");
    title.append(...heading.childNodes);
    heading.replaceWith(title);
    for (const each of main.querySelectorAll("form, .formats")) each.remove();
    const kind = main.querySelector(".boolean") || main.querySelector("table") || ok;
    const shown = [...main.children].map((each) => document.importNode(each, true));
    return ok && kind ? [...shown, downloads(query), raw(query)] : shown;
  }

  function downloads(query) {
    const paragraph = document.createElement("p");
    paragraph.className = "actions";
    const graph = /\b(construct|describe)\b/i.test(query.replace(/#.*|<[^>]*>|"[^"]*"|'[^']*'/g, ""));
    const formats = graph ? words.graphFormats : words.tableFormats;
    for (const [format, label] of formats) {
      const anchor = document.createElement("a");
      anchor.href = `${endpoint}?${new URLSearchParams({ query, format })}`;
      anchor.textContent = label;
      anchor.setAttribute("download", `mgi.${format}`);
      paragraph.append(anchor, " ");
    }
    return paragraph;
  }

  /** Return a box that shows the answer as programs get it, once it is opened. */
  function raw(query) {
    const box = document.createElement("details");
    const summary = document.createElement("summary");
    const text = document.createElement("pre");
    summary.textContent = words.raw;
    text.tabIndex = 0;
    box.append(summary, text);
    box.addEventListener("toggle", async () => {
      if (!box.open || text.textContent) return;
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9" },
        body: new URLSearchParams({ query }),
      });
      const body = await answer.text();
      const json = answer.headers.get("content-type")?.includes("json");
      text.textContent = json ? JSON.stringify(JSON.parse(body), null, 1) : body;
    });
    return box;
  }

  return { run, link };
}

function say(place, text) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  place.replaceChildren(paragraph);
}
