// The table: a row for each tool at each place. Only the rows in sight are elements, so that thousands cost
// nothing; the grid has the focus, and says which of its rows is meant.

const LINE = 34;
const BEYOND = 10;
const COLUMNS = [
  { name: "Tool", of: (site) => site.tool },
  { name: "Version", of: (site) => site.version ?? "" },
  { name: "Role", of: (site) => site.role },
  { name: "Place", of: (site) => site.path },
];

function showTable(home, model, left, state) {
  if (!left.sites.length) return home.replaceChildren(nothing());
  const sites = sortedSites(model, left, state.sort);
  const body = make("div", { class: "lines", role: "rowgroup" });
  body.style.height = `${sites.length * LINE}px`;
  const grid = make("div", {
    class: "grid", role: "grid", tabindex: "0", "aria-label": "Tools and the places that pin them",
    "aria-rowcount": sites.length + 1, "aria-colcount": COLUMNS.length,
  }, heads(state), body);
  home.replaceChildren(grid);

  let active = Math.max(0, sites.findIndex((site) => site.id === state.site));
  const draw = () => {
    const first = Math.max(0, Math.floor(grid.scrollTop / LINE) - BEYOND);
    const last = Math.min(sites.length, Math.ceil((grid.scrollTop + grid.clientHeight) / LINE) + BEYOND);
    body.replaceChildren(...sites.slice(first, last).map((site, index) => line(site, first + index)));
    grid.setAttribute("aria-activedescendant", `line-${active}`);
  };
  const line = (site, index) => {
    const isNew = index === 0 || sites[index - 1].tool !== site.tool;
    const isTop = index === Math.ceil(grid.scrollTop / LINE); // names its tool, though that begins further up
    const row = lineElement(model, site, index, isNew, isNew || isTop || state.sort.column !== 0, () => { active = index; choose(); });
    row.classList.toggle("active", index === active);
    row.classList.toggle("chosen", Boolean(state.selected) && site.id === state.site);
    return row;
  };
  const choose = () => {
    state.site = sites[active].id;
    draw();
    state.select("tool", sites[active].tool);
  };
  const go = (index) => {
    active = Math.min(Math.max(index, 0), sites.length - 1);
    const room = grid.clientHeight - LINE;
    if (active * LINE < grid.scrollTop) grid.scrollTop = active * LINE;
    if ((active + 1) * LINE > grid.scrollTop + room) grid.scrollTop = (active + 1) * LINE - room;
    draw();
  };
  grid.addEventListener("scroll", draw, { passive: true });
  grid.addEventListener("keydown", (event) => {
    if (event.target !== grid) return;
    const page = Math.max(1, Math.floor(grid.clientHeight / LINE) - 2);
    const to = {
      ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page,
      Home: 0, End: sites.length - 1,
    }[event.key];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" || event.key === " ") choose();
    else return;
    event.preventDefault();
  });
  new ResizeObserver(draw).observe(grid);
  draw();
}

function heads(state) {
  return make("div", { class: "line head", role: "row", "aria-rowindex": "1" }, ...COLUMNS.map((column, index) => {
    const isSorted = state.sort.column === index;
    const way = isSorted ? (state.sort.down ? "descending" : "ascending") : "none";
    const turn = () => state.change({ sort: { column: index, down: isSorted && !state.sort.down } });
    return make("div", { role: "columnheader", "aria-sort": way },
      make("button", { type: "button", onclick: turn }, column.name,
        make("span", { class: "way", "aria-hidden": "true" }, isSorted ? (state.sort.down ? "↓" : "↑") : "")));
  }));
}

function sortedSites(model, left, { column, down }) {
  const order = new Map(left.tools.map(({ tool }, index) => [tool.name, index]));
  const key = column === 0 ? (site) => order.get(site.tool) : COLUMNS[column].of;
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const way = down ? -1 : 1;
  return [...left.sites].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    return way * (typeof a === "number" ? a - b : compare(a, b)) || one.id - other.id;
  });
}

function lineElement(model, site, index, isNew, isNamed, choose) {
  const row = make("div", {
    class: `line ${isNew ? "begins" : ""}`, role: "row", id: `line-${index}`, "aria-rowindex": index + 2, onclick: choose,
  },
    make("div", { role: "gridcell", class: isNamed ? "" : "again" },
      mark(model.tools.get(site.tool).severity), make("span", { class: "name", title: site.tool }, site.tool)),
    make("div", { role: "gridcell", class: `version ${site.severity ?? ""}`, title: site.version ?? "" }, site.version ?? "?"),
    make("div", { role: "gridcell", class: "role" }, site.role),
    make("div", { role: "gridcell", class: "place" }, pathName(site.path), make("span", { class: "at" }, `:${site.line}`)));
  row.style.top = `${index * LINE}px`;
  return row;
}
