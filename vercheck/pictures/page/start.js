// The page's state, and what changes it: the filters, the tabs, the keys, and the part of the address behind `#`.

const byId = (id) => document.getElementById(id);
const VIEWS = ["graph", "table", "findings"];
const model = readModel(byId("data").textContent);

const state = {
  model, view: "graph", selected: null, site: null, limit: STEP, pages: 1, sort: { column: 0, down: false },
  opened: new Map(), unfolded: new Set(),
  filter: { query: "", ecosystem: "", severity: "", locked: false },
  change(parts) { Object.assign(state, parts); render(); },
  open(name, isOpen) { state.opened.set(name, isOpen); render(); },
  unfold(folder) { state.unfolded.add(folder); render(); },
  select(kind, name) {
    if (!kind) return leave();
    opener = document.activeElement?.closest("[data-key]")?.dataset.key ?? opener;
    location.hash = `${kind}=${encodeURIComponent(name)}`;
  },
};
let opener = null;

function render() {
  const focused = document.activeElement?.closest?.("#graph [data-key], #findings [data-key]")?.dataset.key;
  const left = filtered(model, state.filter);
  for (const view of VIEWS) {
    const isShown = view === state.view;
    byId(view).hidden = !isShown;
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", isShown);
    tab.setAttribute("tabindex", isShown ? "0" : "-1");
  }
  byId("tab-findings").replaceChildren("Findings", make("span", { class: `badge ${left.findings[0]?.severity ?? ""}` }, left.findings.length.toLocaleString("en")));
  byId("shown").textContent = `${counted(left.tools.length, "tool")} · ${counted(left.sites.length, "pin")}`;
  const home = byId(state.view);
  if (state.view === "graph") showGraph(home, model, left, state);
  if (state.view === "table") showTable(home, model, left, state);
  if (state.view === "findings") showFindings(home, left, state);
  markSelected();
  if (focused) refocus(focused);
}

function refocus(key) {
  const rows = [...document.querySelectorAll("#views [data-key]")];
  const at = rows.findIndex((row) => row.dataset.key === key);
  if (at < 0) return;
  const column = [...rows[at].closest("[role=tree], [role=list]").querySelectorAll("[data-key]")];
  focusRow(column, column.indexOf(rows[at]));
}

function markSelected() {
  const key = state.selected?.join(":");
  for (const row of document.querySelectorAll("#views [data-key]")) {
    const isSelected = row.dataset.key === key;
    row.classList.toggle("selected", isSelected);
    if (row.getAttribute("role") === "treeitem") row.setAttribute("aria-selected", isSelected);
  }
  document.querySelector(".board")?.dispatchEvent(new Event("chosen"));
}

function showSelected(event) {
  const cut = location.hash.indexOf("=");
  const hadDetails = Boolean(state.selected);
  state.selected = cut < 0 ? null : [location.hash.slice(1, cut), decoded(location.hash.slice(cut + 1))];
  showDetails(byId("details"), model, state);
  keepBehind();
  if (hadDetails === byId("details").hidden && state.view === "graph") render(); // the room for lines has changed
  markSelected();
  if (event && !byId("details").hidden) byId("details").querySelector("h2").focus();
}

// Where there is room for the details alone, nothing behind them is to be reached.
function keepBehind() {
  const details = byId("details");
  const covers = !details.hidden && getComputedStyle(details).position === "fixed";
  for (const part of [document.querySelector(".top"), byId("views")]) part.inert = covers;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function leave() {
  history.pushState(null, "", location.pathname + location.search);
  showSelected();
  if (opener) refocus(opener);
  else document.querySelector(".grid")?.focus();
}

function fillFilters() {
  const ecosystems = [...d3.rollup(model.sites, (sites) => sites.length, (site) => site.ecosystem)].sort(([a], [b]) => d3.ascending(a, b));
  byId("ecosystem").append(make("option", { value: "" }, "All ecosystems"),
    ...ecosystems.map(([name, count]) => make("option", { value: name }, `${name} (${count.toLocaleString("en")})`)));
  const locked = model.sites.filter((site) => site.isLocked).length;
  state.filter.locked = locked === model.sites.length;
  byId("locked").checked = state.filter.locked;
  byId("locked").parentElement.hidden = !locked;
  byId("locked-words").textContent = `Lock files (${locked.toLocaleString("en")})`;
  const on = (id, kind, name, value) => byId(id).addEventListener(kind, (event) => {
    state.filter[name] = event.target[value];
    state.limit = STEP;
    state.pages = 1;
    render();
  });
  on("search", "input", "query", "value");
  on("ecosystem", "change", "ecosystem", "value");
  on("severity", "change", "severity", "value");
  on("locked", "change", "locked", "checked");
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
}

function verdict() {
  const { errors, warnings, pins, tools, files } = model.summary;
  const wrong = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean);
  const kind = errors ? "error" : warnings ? "warning" : "clean";
  return [make("strong", { class: kind }, wrong.join(" and ") || "Nothing disagrees"),
    ` in ${counted(pins, "pin")} of ${counted(tools, "tool")}, ${counted(files, "file")}`];
}

function listenToKeys() {
  VIEWS.forEach((view, index) => {
    byId(`tab-${view}`).addEventListener("click", () => state.change({ view }));
    byId(`tab-${view}`).addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      const next = VIEWS[(index + way + VIEWS.length) % VIEWS.length];
      state.change({ view: next });
      byId(`tab-${next}`).focus();
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) {
      event.preventDefault();
      byId("search").focus();
    }
    if (event.key !== "Escape") return;
    if (event.target === byId("search") && state.filter.query) {
      event.preventDefault();
      byId("search").value = "";
      byId("search").dispatchEvent(new Event("input"));
    } else if (state.selected) leave();
  });
}

byId("verdict").append(...verdict());
fillFilters();
listenToKeys();
window.addEventListener("hashchange", showSelected);
window.addEventListener("popstate", () => showSelected());
let width = window.innerWidth;
window.addEventListener("resize", () => {
  if (state.view === "graph" && width !== window.innerWidth) render();
  keepBehind();
  width = window.innerWidth;
});
render();
showSelected();
