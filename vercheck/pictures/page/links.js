// The graph: tools on the left, files on the right, a line for each place that pins. Rows have one height, so
// labels never meet; there are as many as can be read, the urgent ones first, and more on demand.

const ROW = 30;
const STEP = 24;
const MANY_FILES = 24;
const OPEN = 5;

function showGraph(home, model, left, state) {
  const shown = left.tools.slice(0, state.limit);
  if (!shown.length) return home.replaceChildren(nothing());
  const starts = toolRows(shown, state);
  const ends = fileRows(model, shown, state);
  const edges = edgesBetween(starts, ends);
  placeStarts(starts);
  const height = placeEnds(ends, edges, starts.length * ROW);

  const svg = d3.create("svg").attr("class", "links").attr("aria-hidden", "true").node();
  const tools = rowList("Tools", starts, (row) => toolElement(row, state));
  const files = rowList("Files", ends, (row) => fileElement(row, state));
  const board = make("div", { class: "board" }, tools, svg, files);
  board.style.height = `${height}px`;
  const rest = left.tools.length - shown.length;
  home.replaceChildren(
    aboutFiles(model, left, state),
    make("div", { class: "board-heads", "aria-hidden": "true" },
      make("span", {}, "Tool"), make("span", {}, "pinned in"), make("span", {}, "File")),
    board,
    rest ? make("button", { class: "more", type: "button", onclick: () => state.change({ limit: state.limit + STEP }) },
      `Show ${Math.min(rest, STEP)} more of ${counted(rest, "tool")}`) : "",
    state.unfolded.size ? make("button", { class: "more", type: "button", onclick: () => state.change({ unfolded: new Set() }) },
      "Fold folders") : "");
  drawLinks(svg, edges, height);
  lightUp(board, svg, state);
}

// What is found about no tool has no line, and is not to be missed.
function aboutFiles(model, left, state) {
  const count = left.findings.filter((finding) => !finding.tools.some((name) => model.tools.has(name))).length;
  if (!count) return "";
  return make("p", { class: "beside" }, `${counted(count, "finding")} ${count === 1 ? "is" : "are"} about files and no tool: `,
    make("button", { class: "plain", type: "button", onclick: () => state.change({ view: "findings" }) }, "show all findings"));
}

const nothing = () => make("p", { class: "empty" }, "Nothing here matches the search and the filters. Escape in the search field clears the search.");

// A row for each tool; below an open one, a row for each of its versions.
function toolRows(shown, state) {
  let open = 0;
  return shown.flatMap(({ tool, sites }) => {
    const versions = versionsOf(sites);
    const isDrifting = tool.severity && versions.length > 1 && versions.length <= 6 && open++ < OPEN;
    const isOpen = versions.length > 1 && (state.opened.get(tool.name) ?? Boolean(isDrifting));
    const key = `tool:${tool.name}`;
    const row = { key, tool, versions, isOpen, sites: isOpen ? [] : sites, severity: tool.severity };
    if (!isOpen) return [row];
    return [row, ...versions.map((one) => ({ key: `${key}:${one.version}`, of: tool, ...one }))];
  });
}

// A row for each file; where there are many, those without a finding are folded into their top folder.
function fileRows(model, shown, state) {
  const paths = [...new Set(shown.flatMap(({ sites }) => sites.map((site) => site.path)))].sort();
  const folder = (path) => (path.includes("/") ? `${path.split("/")[0]}/` : path);
  const groups = d3.group(paths, folder);
  const isFolded = (path) => {
    const group = groups.get(folder(path));
    return paths.length > MANY_FILES && group.length > 2 && !state.unfolded.has(folder(path));
  };
  const touched = new Set(shown.flatMap(({ sites }) => sites.filter((site) => site.severity).map((site) => site.path)));
  const rows = new Map();
  for (const path of paths) {
    const alone = touched.has(path) || !isFolded(path);
    const name = alone ? path : folder(path);
    const row = rows.get(name) ?? { key: `file:${name}`, name, paths: [], isFolder: !alone };
    row.paths.push(path);
    row.severity = worse(row.severity ?? null, alone ? model.files.get(path).severity : null);
    rows.set(name, row);
  }
  return [...rows.values()];
}

function edgesBetween(starts, ends) {
  const byPath = new Map(ends.flatMap((end) => end.paths.map((path) => [path, end])));
  const edges = new Map();
  for (const start of starts) {
    for (const site of start.sites) {
      const end = byPath.get(site.path);
      const key = `${start.key}→${end.key}`;
      const edge = edges.get(key) ?? { key, start, end, severity: null };
      edge.severity = worse(edge.severity, site.severity);
      edges.set(key, edge);
    }
  }
  return [...edges.values()].sort((one, other) => rank(one.severity) - rank(other.severity));
}

function placeStarts(starts) {
  starts.forEach((row, index) => { row.y = index * ROW; });
}

// Each file as near to the middle of its tools as the files above it leave room; lines cross little then.
function placeEnds(ends, edges, height) {
  const weight = (edge) => 1 + 4 * rank(edge.severity); // lines that matter should be short
  const middles = d3.rollup(edges,
    (own) => d3.sum(own, (edge) => weight(edge) * edge.start.y) / d3.sum(own, weight), (edge) => edge.end);
  ends.sort((one, other) => middles.get(one) - middles.get(other) || d3.ascending(one.name, other.name));
  let floor = 0;
  ends.forEach((row, index) => {
    const room = Math.max(height - (ends.length - index) * ROW, floor);
    row.y = Math.min(Math.max(floor, middles.get(row)), room);
    floor = row.y + ROW;
  });
  return Math.max(height, floor);
}

function drawLinks(svg, edges, height) {
  const width = svg.clientWidth;
  const line = d3.linkHorizontal()
    .source((edge) => [0, edge.start.y + ROW / 2]).target((edge) => [width, edge.end.y + ROW / 2]);
  d3.select(svg).attr("viewBox", `0 0 ${width} ${height}`).attr("height", height)
    .selectAll("path").data(edges, (edge) => edge.key).join("path")
    .attr("d", line).attr("class", (edge) => `link ${edge.severity ?? ""}`);
}

// The lines of the row under the pointer, or of the one with the focus, stand out; else those of what is chosen.
function lightUp(board, svg, state) {
  const keys = new Set([...board.querySelectorAll("[data-key]")].map((row) => row.dataset.key));
  const chosen = () => (keys.has(state.selected?.join(":")) ? state.selected.join(":") : undefined);
  const light = (event) => {
    const key = event?.target.closest("[data-key]")?.dataset.key ?? chosen();
    board.classList.toggle("is-lit", Boolean(key));
    const isOf = (end) => end.key === key || end.key.startsWith(`${key}:`);
    const lit = new Set(key ? [key] : []);
    d3.select(svg).selectAll("path").classed("lit", (edge) => {
      const isLit = Boolean(key) && (isOf(edge.start) || isOf(edge.end));
      if (isLit) lit.add(edge.start.key).add(edge.end.key);
      return isLit;
    }).filter((edge) => lit.has(edge.start.key) && lit.has(edge.end.key)).raise();
    for (const other of board.querySelectorAll("[data-key]")) other.classList.toggle("lit", lit.has(other.dataset.key));
  };
  for (const kind of ["pointerover", "focusin"]) board.addEventListener(kind, light);
  for (const kind of ["pointerleave", "focusout"]) board.addEventListener(kind, () => light());
  board.addEventListener("chosen", () => light());
  light();
}
