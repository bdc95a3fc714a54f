// Elements of the page. What they say is set as text, never as markup: it comes from files that nobody vouches for.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// The mark of a severity: a shape as well as a colour, and a word for who hears the page.
function mark(severity) {
  if (!severity) return make("span", { class: "mark", "aria-hidden": "true" });
  const shape = severity === "error" ? "◆" : "▲";
  return make("span", { class: `mark ${severity}` },
    make("span", { "aria-hidden": "true" }, shape), make("span", { class: "heard" }, `${severity}: `));
}

const chip = (severity) => make("span", { class: `chip ${severity}` }, severity);

// A message: what stands between backticks is code.
function prose(text) {
  const parts = text.split("`");
  if (parts.length % 2 === 0) parts.push(`${parts.splice(-2).join("`")}`);
  return parts.map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

// A path whose folders give way first where there is little room.
function pathName(path) {
  const cut = path.lastIndexOf("/") + 1;
  return make("span", { class: "path", title: path },
    make("span", { class: "folder" }, path.slice(0, cut)), make("span", { class: "file" }, path.slice(cut)));
}

// One stop for the tab key in a list of many; arrows go from row to row.
function walkWithArrows(list, selector) {
  list.addEventListener("keydown", (event) => {
    const rows = [...list.querySelectorAll(selector)];
    const at = rows.indexOf(event.target.closest(selector));
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    focusRow(rows, Math.min(Math.max(to, 0), rows.length - 1));
  });
}

function focusRow(rows, index) {
  rows.forEach((row, number) => row.setAttribute("tabindex", number === index ? "0" : "-1"));
  rows[index]?.focus();
}
