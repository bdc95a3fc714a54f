// The findings as a list, errors first: what is wrong, in a sentence, and where.

const PAGE = 100;

function showFindings(home, left, state) {
  if (!left.findings.length) {
    const isClean = state.model.findings.length === 0;
    return home.replaceChildren(isClean ? make("p", { class: "empty" }, "Nothing disagrees here.") : nothing());
  }
  const shown = left.findings.slice(0, state.pages * PAGE);
  const list = make("div", { class: "cards", role: "list" }, ...shown.map((finding, index) =>
    make("div", { role: "listitem" }, findingCard(finding, index === 0, state))));
  walkWithArrows(list, ".card");
  const rest = left.findings.length - shown.length;
  home.replaceChildren(list, rest ? make("button", { class: "more", type: "button",
    onclick: () => state.change({ pages: state.pages + 1 }) }, `Show more of ${counted(rest, "finding")}`) : "");
}

function findingCard(finding, isFirst, state) {
  return make("button", {
    class: "card", type: "button", tabindex: isFirst ? "0" : "-1", "data-key": `finding:${finding.fingerprint}`,
    onclick: () => state.select("finding", finding.fingerprint),
  },
    make("span", { class: "card-head" }, chip(finding.severity), make("span", { class: "check-name" }, finding.check),
      finding.tools.length ? make("span", { class: "about" }, finding.tools[0]) : ""),
    make("span", { class: "message" }, ...prose(finding.message)),
    make("span", { class: "where" }, pathName(finding.path), make("span", { class: "at" }, `:${finding.line}`)));
}
