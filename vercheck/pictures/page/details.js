// What is known of the tool, file or finding that was chosen.

function showDetails(home, model, state) {
  const [kind, name] = state.selected ?? [];
  const body = { tool: toolDetails, file: fileDetails, finding: findingDetails }[kind]?.(model, name, state);
  home.hidden = !body;
  document.body.classList.toggle("has-details", Boolean(body));
  if (!body) return home.replaceChildren();
  const [kicker, ...rest] = body;
  home.replaceChildren(
    make("div", { class: "bar" }, kicker,
      make("button", { class: "close", type: "button", "aria-label": "Close details", onclick: () => state.select() }, "✕")),
    ...rest);
  home.scrollTop = 0;
}

const heading = (kicker, ...words) => [
  make("p", { class: "kicker" }, kicker), make("h2", { tabindex: "-1", class: words.length > 1 ? "sentence" : null }, ...words)];

function toolDetails(model, name, state) {
  const tool = model.tools.get(name);
  if (!tool) return null;
  const artifacts = [...new Set(tool.sites.map((site) => site.artifact))].sort();
  return [
    ...heading("Tool", tool.name),
    make("p", { class: "facts" }, counted(tool.sites.length, "pin"), " in ",
      counted(new Set(tool.sites.map((site) => site.path)).size, "file"), ", ", counted(versionsOf(tool.sites).length, "version"),
      tool.sites.some((site) => site.isLocked) ? ", lock files included" : ""),
    make("ul", { class: "tags" }, ...artifacts.map((artifact) => make("li", {}, make("code", {}, artifact)))),
    ...findingsOf(model, tool.findings, state),
    make("h3", {}, "Places by version"),
    ...versionsOf(tool.sites).sort(byWorst).map((one) => versionPlaces(model, one, state)),
  ];
}

const byWorst = (one, other) => rank(other.severity) - rank(one.severity);

function fileDetails(model, path, state) {
  const file = model.files.get(path);
  if (!file) return null;
  const tools = [...d3.group(file.sites, (site) => site.tool)].sort(([one], [other]) => d3.ascending(one, other));
  return [
    ...heading("File", path),
    make("p", { class: "facts" }, counted(file.sites.length, "pin"), " of ", counted(tools.length, "tool")),
    ...findingsOf(model, file.findings, state),
    tools.length ? make("h3", {}, "Tools pinned here") : "",
    paged("ul", { class: "places" }, tools, ([tool, sites]) => make("li", {},
      make("button", { class: "plain", type: "button", onclick: () => state.select("tool", tool) },
        mark(model.tools.get(tool).severity), make("span", { class: "name" }, tool)),
      make("span", { class: "version" }, versionsOf(sites).map((one) => one.version).join(", ")))),
  ];
}

function findingDetails(model, fingerprint, state) {
  const finding = model.findings.find((one) => one.fingerprint === fingerprint);
  if (!finding) return null;
  const others = finding.tools.filter((name) => model.tools.has(name));
  return [
    ...heading(make("span", { class: "card-head" }, chip(finding.severity), finding.check), ...prose(finding.message)),
    ...explained(finding, state),
    ...others.map((name) => make("button", { class: "more", type: "button", onclick: () => state.select("tool", name) },
      `All places of ${name}`)),
  ];
}

function findingsOf(model, findings, state) {
  if (!findings.length) return [];
  const sorted = [...findings].sort(byWorst);
  return [
    make("h3", {}, counted(findings.length, "finding")),
    paged("div", { class: "stack" }, sorted, (finding) => make("details", { class: `finding ${finding.severity}`, open: finding === sorted[0] },
      make("summary", {}, make("span", { class: "card-head" }, chip(finding.severity), finding.check),
        make("span", { class: "message" }, ...prose(finding.message))),
      ...explained(finding, state)), 20),
  ];
}

// Everything about a finding but its message.
function explained(finding, state) {
  return [
    placeTitle(finding, state), excerpt(finding.excerpt, finding.severity),
    finding.help ? make("div", { class: "note" }, make("h4", {}, "Help"), make("p", {}, ...prose(finding.help))) : "",
    finding.related.length ? make("h4", {}, counted(finding.related.length, "related place")) : "",
    paged("div", { class: "stack" }, finding.related, (label) => make("div", { class: "related" },
      placeTitle(label, state), label.note ? make("p", { class: "said" }, ...prose(label.note)) : "",
      excerpt(label.excerpt, "related")), 8),
    ...fixOf(finding),
    finding.rule ? make("p", { class: "source" }, "Rule ", make("code", {}, finding.rule)) : "",
    ...finding.evidence.map((text) => make("p", { class: "source" }, "Evidence: ", text)),
  ];
}

function placeTitle(place, state) {
  return make("p", { class: "where" },
    make("button", { class: "plain", type: "button", onclick: () => state.select("file", place.path) }, pathName(place.path),
      make("span", { class: "at" }, `:${place.line}`)));
}

function excerpt(lines, kind) {
  if (!lines) return "";
  const numbered = (text, number) => make("span", { class: "code-line" }, make("span", { class: "number" }, number), text, "\n");
  const [start, marked, end] = lines.line;
  const at = lines.first + lines.before.length;
  const margin = d3.min([...lines.before, start + marked, ...lines.after].filter((text) => text.trim()), (text) => text.search(/\S|$/)) ?? 0;
  const cut = Math.min(margin, start.length);
  return make("pre", { class: "excerpt", tabindex: "0", "aria-label": `Lines from ${lines.first}` },
    ...lines.before.map((text, index) => numbered(text.slice(cut), lines.first + index)),
    make("span", { class: "code-line is-meant" }, make("span", { class: "number" }, at), start.slice(cut), make("mark", { class: kind }, marked), end, "\n"),
    ...lines.after.map((text, index) => numbered(text.slice(cut), at + 1 + index)));
}

const TERMS = { safe: "safe", unsafe: "unsafe: it picks a side", manual: "by hand" };

function fixOf({ fix, diff }) {
  if (!fix) return [];
  const terms = fix.lacks.length ? `held back: it lacks ${fix.lacks.join(", ")}` : TERMS[fix.applicability];
  return [
    make("h4", {}, "Fix"), make("p", { class: "said" }, ...prose(fix.title), make("span", { class: "terms" }, terms)),
    diff ? make("pre", { class: "diff", tabindex: "0", "aria-label": "Diff of the fix" }, ...diff.trimEnd().split("\n").map(diffLine)) : "",
  ];
}

function diffLine(text) {
  const kind = /^(---|\+\+\+) /.test(text) ? "name" : { "+": "added", "-": "removed", "@": "hunk" }[text[0]];
  return make("span", { class: `code-line ${kind ?? ""}` }, text, "\n");
}

function versionPlaces(model, { version, sites, severity }, state) {
  return make("section", { class: "one-version" },
    make("h4", { class: severity ?? "" }, mark(severity), make("span", { class: "version" }, version),
      make("span", { class: "count" }, counted(sites.length, "place"))),
    paged("ul", { class: "places" }, sites, (site) => make("li", {},
      make("button", { class: "plain", type: "button", onclick: () => state.select("file", site.path) }, mark(site.severity), pathName(site.path),
        make("span", { class: "at" }, `:${site.line}`)),
      make("span", { class: "role" }, site.role),
      site.text ? make("code", { class: "text", title: site.text }, site.text) : ""), 12));
}

// A list of which the first is shown, and the rest when it is asked for.
function paged(tag, attributes, items, elementOf, size = 60) {
  const list = make(tag, attributes);
  let shown = 0;
  const more = make("button", { class: "more", type: "button" });
  const add = () => {
    list.append(...items.slice(shown, shown + size).map(elementOf));
    shown += size;
    more.textContent = `Show ${Math.min(size, items.length - shown)} more of ${items.length - shown}`;
    more.hidden = shown >= items.length;
  };
  more.addEventListener("click", add);
  add();
  return items.length > size ? make("div", {}, list, more) : list;
}
