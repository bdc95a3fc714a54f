// The rows of the graph's two columns, as trees that the keyboard walks: up and down, right opens, left closes.

function rowList(label, rows, elementOf) {
  const list = make("div", { class: "column", role: "tree", "aria-label": label });
  rows.forEach((row, index) => {
    const element = elementOf(row);
    element.style.top = `${row.y}px`;
    element.setAttribute("tabindex", index === 0 ? "0" : "-1");
    list.append(element);
  });
  walkWithArrows(list, "[role=treeitem]");
  list.addEventListener("keydown", (event) => {
    const element = event.target.closest("[role=treeitem]");
    if (!element) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      element.click();
    }
    const wanted = { ArrowRight: "true", ArrowLeft: "false" }[event.key];
    if (wanted && element.hasAttribute("aria-expanded") && element.getAttribute("aria-expanded") !== wanted) {
      event.preventDefault();
      element.querySelector(".fold").click();
    }
  });
  return list;
}

function toolElement(row, state) {
  if (row.of) return versionElement(row, state);
  const { tool, versions } = row;
  const said = versions.length === 1 ? versions[0].version : `${versions.length} versions`;
  return make("div", {
    class: "row tool", role: "treeitem", "aria-level": "1", "data-key": row.key,
    "aria-expanded": versions.length > 1 ? String(row.isOpen) : null,
    onclick: () => state.select("tool", tool.name),
  },
    mark(tool.severity),
    make("span", { class: "name", title: tool.name }, tool.name),
    make("span", { class: "version", title: said }, said),
    fold(row.isOpen, versions.length > 1, () => state.open(tool.name, !row.isOpen)));
}

function versionElement(row, state) {
  const count = new Set(row.sites.map((site) => site.path)).size;
  return make("div", {
    class: `row one-version ${row.severity ?? ""}`, role: "treeitem", "aria-level": "2", "data-key": row.key,
    onclick: () => state.select("tool", row.of.name),
  },
    mark(row.severity),
    make("span", { class: "version", title: row.version }, row.version),
    make("span", { class: "count" }, counted(count, "file")));
}

function fileElement(row, state) {
  const open = () => state.unfold(row.name);
  return make("div", {
    class: "row file", role: "treeitem", "aria-level": "1", "data-key": row.key,
    "aria-expanded": row.isFolder ? "false" : null,
    onclick: row.isFolder ? open : () => state.select("file", row.name),
  },
    mark(row.severity),
    pathName(row.name),
    row.isFolder ? make("span", { class: "count" }, counted(row.paths.length, "file")) : "",
    fold(false, row.isFolder, open));
}

function fold(isOpen, isThere, toggle) {
  if (!isThere) return make("span", { class: "fold", "aria-hidden": "true" });
  return make("span", {
    class: "fold is-there", "aria-hidden": "true", title: isOpen ? "Fold" : "Unfold",
    onclick: (event) => { event.stopPropagation(); toggle(); },
  }, isOpen ? "▾" : "▸");
}
