"use strict";
// What the page shows: the data that it carries, unpacked and linked, and what a filter leaves of it.

const RANK = { error: 2, warning: 1 };
const LOCKED = "resolves";

const rank = (severity) => RANK[severity] ?? 0;
const worse = (one, other) => (rank(one) >= rank(other) ? one : other);

function readModel(text) {
  const data = JSON.parse(text);
  const sites = data.sites.map((numbers, id) => {
    const site = { id };
    data.parts.forEach((part, index) => { site[part] = data.words[numbers[index]]; });
    return site;
  });
  for (const site of sites) {
    site.words = [site.tool, site.artifact, site.version ?? "", site.path].join("\n").toLowerCase();
    site.isLocked = site.role === LOCKED && !site.severity;
  }
  const tools = new Map([...d3.group(sites, (site) => site.tool)].map(([name, own]) => [name, toolOf(name, own)]));
  const files = new Map([...d3.group(sites, (site) => site.path)].map(([path, own]) => [path, fileOf(path, own)]));
  data.findings.forEach((finding, id) => {
    finding.id = id;
    finding.words = [finding.message, finding.check, ...finding.tools, finding.path].join("\n").toLowerCase();
    for (const name of finding.tools) addFinding(tools.get(name), finding);
    if (!files.has(finding.path)) files.set(finding.path, fileOf(finding.path, []));
    addFinding(files.get(finding.path), finding);
  });
  return { ...data, sites, tools, files };
}

function toolOf(name, sites) {
  const declared = new Set(sites.filter((site) => !site.isLocked).map((site) => site.path));
  return {
    name, sites, findings: [], severity: null,
    ecosystems: [...new Set(sites.map((site) => site.ecosystem))].sort(),
    spread: declared.size,
  };
}

function fileOf(path, sites) {
  return { path, sites, findings: [], severity: sites.reduce((found, site) => worse(found, site.severity), null) };
}

function addFinding(owner, finding) {
  if (!owner) return;
  owner.findings.push(finding);
  owner.severity = worse(owner.severity, finding.severity);
}

// The tools first that something is found about, then those that stand in most files.
const byUrgency = (one, other) =>
  rank(other.severity) - rank(one.severity) || other.spread - one.spread || d3.ascending(one.name, other.name);

function filtered(model, filter) {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  const says = (text) => words.every((word) => text.includes(word));
  const fits = (severity) => !filter.severity || (filter.severity === "any" ? rank(severity) > 0 : severity === filter.severity);
  const sites = model.sites.filter((site) =>
    (filter.locked || !site.isLocked)
    && (!filter.ecosystem || site.ecosystem === filter.ecosystem)
    && fits(model.tools.get(site.tool).severity)
    && says(site.words));
  const findings = model.findings.filter((finding) =>
    (!filter.ecosystem || finding.tools.some((name) => model.tools.get(name)?.ecosystems.includes(filter.ecosystem)))
    && fits(finding.severity)
    && says(finding.words));
  findings.sort((one, other) => rank(other.severity) - rank(one.severity) || one.id - other.id);
  const tools = [...d3.group(sites, (site) => site.tool)]
    .map(([name, own]) => ({ tool: model.tools.get(name), sites: own }))
    .sort((one, other) => byUrgency(one.tool, other.tool));
  return { sites, tools, findings };
}

const versionsOf = (sites) => [...d3.group(sites, (site) => site.version ?? "?")]
  .map(([version, own]) => ({ version, sites: own, severity: own.reduce((found, site) => worse(found, site.severity), null) }));

const counted = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
