// The search page. Its state is its address. Facets are counted here, over one small table per segment; Pagefind is
// loaded at the first word. Nothing from an index is read as markup: texts become text nodes.
const form = document.getElementById("search");
const list = document.getElementById("hits");
const status = document.getElementById("found");
const more = document.getElementById("more");
const root = new URL(form.dataset.root, location.href);
const PAGE = 20;
const DAY = 86_400_000;

async function get(path, base) {
  const answer = await fetch(new URL(path, base));
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
}

// A load that failed is tried again at the next search.
const kept = load => {
  let promise;
  return () => (promise ??= load().catch(error => { promise = undefined; throw error; }));
};

// The live segment comes first; digests make addresses that may be kept for good.
const segments = kept(async () => {
  const listed = await (await get("search/segments.json", root)).json();
  return listed.map(one => ({ ...one, base: new URL(`search/${one.name}/`, root) }));
});

// ---- What is there: one row per report, newest first.

async function rowsOf(segment) {
  const table = await (await get(`table.json?${segment.digest}`, segment.base)).json();
  const facets = Object.keys(table.values);
  let day = Date.parse(table.newest);
  return table.names.split(" ").map((name, at) => {
    day -= table.days[at] * DAY;
    const date = new Date(day).toISOString().slice(0, 10);
    const row = { segment, id: `${segment.language}_${name}`, date, month: date.slice(0, 7), score: table.score[at] };
    for (const facet of facets) row[facet] = table.values[facet][table[facet][at]];
    return row;
  });
}

const table = kept(async () => {
  const rows = (await Promise.all((await segments()).map(rowsOf))).flat();
  rows.sort((a, b) => (a.date < b.date) - (a.date > b.date));
  return { reports: rows.filter(row => row.publisher), byId: new Map(rows.map(row => [row.id, row])) };
});

const engine = kept(async () => {
  const [live, ...years] = await segments();
  const settings = one => ({ baseUrl: root.pathname, metaCacheTag: one.digest });
  const { createInstance } = await import(new URL("pagefind.js", live.base));
  // One thread does: a look-up takes milliseconds, and a worker would load the script twice.
  const found = createInstance({ ...settings(live), basePath: live.base.pathname, noWorker: true });
  await found.filters(); // throws where the engine failed to load; merging would wait for it without end
  await Promise.all(years.map(one => found.mergeIndex(one.base.pathname, settings(one))));
  return found;
});

// ---- What is asked for.

const keys = [...new Set([...form.elements].map(one => one.name).filter(name => name && name !== "q"))];

function asked() {
  const state = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (value.trim()) state.append(key, value.trim());
  return state;
}

function fill(state) {
  for (const one of form.elements) {
    if (one.type === "checkbox") {
      one.disabled = false;
      one.checked = state.getAll(one.name).includes(one.value);
    } else if (one.name) one.value = state.get(one.name) ?? "";
  }
}

function matches(row, key, values) {
  if (key === "from") return row.date >= values[0];
  if (key === "to") return row.date <= values[0];
  if (key !== "score") return values.includes(row[key]);
  return values.some(range => {
    const [low, high] = range === "none" ? [-1, -1] : range.split("-").map(Number);
    return row.score >= low && row.score <= high;
  });
}

function narrowed(hits, state, except) {
  const active = keys.filter(key => key !== except && state.has(key)).map(key => [key, state.getAll(key)]);
  // A page of the guide has no publisher; filters are about reports.
  return hits.filter(({ row }) => !active.length || (row.publisher && active.every(([key, values]) => matches(row, key, values))));
}

function count(hits, state) {
  for (const key of keys) {
    const others = narrowed(hits, state, key).filter(({ row }) => row.publisher);
    const number = value => others.filter(({ row }) => matches(row, key, [value])).length;
    for (const one of form.querySelectorAll(`[name="${key}"][type="checkbox"]`)) {
      const n = number(one.value);
      one.parentElement.querySelector(".number").textContent = n;
      one.disabled = !n && !one.checked;
    }
    for (const one of form.querySelectorAll(`select[name="${key}"] option[data-label]`)) {
      one.textContent = `${one.dataset.label} (${number(one.value)})`;
    }
  }
}

// ---- What is found.

// Without words Pagefind is not needed: its record is JSON behind a mark, gzipped.
async function record(row) {
  const packed = await get(`fragment/${row.id}.pf_fragment`, row.segment.base);
  const text = await new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).text();
  const { url, meta, content } = JSON.parse(text.slice("pagefind_dcd".length));
  return { url: new URL(url, root).href, meta, opening: content.split(" ").slice(0, 30).join(" ") };
}

// A segment without a word answers with whatever begins like it. So where whole words are found, only they count;
// a word found nowhere keeps its near ones, and the reader is told.
async function look(words) {
  const { reports, byId } = await table();
  if (!words) return { near: [], hits: reports.map(row => ({ row, data: () => record(row) })) };
  const found = await engine();
  let { results } = await found.search(words);
  const near = [];
  for (const word of words.startsWith('"') ? [] : words.split(/\s+/)) {
    const whole = new Set((await found.search(`"${word}"`)).results.map(one => one.id));
    if (whole.size) results = results.filter(one => whole.has(one.id));
    else near.push(word);
  }
  return { near, hits: results.map(({ id, data }) => ({ row: byId.get(id), data })).filter(({ row }) => row) };
}

const copy = id => document.getElementById(id).content.firstElementChild.cloneNode(true);

// Pagefind hands over escaped text with <mark> around hits: every second piece is a hit.
function excerpt(into, { excerpt: marked, opening }) {
  if (opening) into.textContent = `${opening} …`;
  else marked.split(/<\/?mark>/).forEach((piece, at) => {
    const text = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    into.append(at % 2 ? Object.assign(document.createElement("mark"), { textContent: text }) : text);
  });
}

function item({ row, found }) {
  const one = copy("hit");
  const link = one.querySelector("a");
  const facts = one.querySelector(".row__meta");
  const time = one.querySelector("time");
  link.href = found.url;
  link.firstElementChild.textContent = found.meta.title;
  excerpt(one.querySelector(".row__framing"), found);
  const bar = one.querySelector(".mini");
  if (!row.publisher) {
    bar.replaceWith(copy("guide"));
    facts.remove();
    return one;
  }
  const publisher = form.querySelector(`[name="publisher"] option[value="${CSS.escape(row.publisher)}"]`);
  facts.querySelector("bdi").textContent = publisher.dataset.label;
  time.dateTime = row.date;
  time.textContent = new Date(row.date).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
  if (row.score < 0) bar.replaceWith(copy("no-score"));
  else {
    bar.classList.add(`type--${row.type || "none"}`);
    bar.querySelector("b").textContent = row.score;
    bar.querySelector(".value").setAttribute("width", `${row.score}%`);
    bar.querySelector(".end").setAttribute("x", `${row.score}%`);
  }
  if (row.type) facts.append(copy(`type-${row.type}`));
  if (row.evidence) facts.append(copy(`evidence-${row.evidence}`));
  return one;
}

let turn = 0;
let left = [];

async function page(mine) {
  const part = left.slice(0, PAGE);
  const made = await Promise.all(part.map(async ({ row, data }) => item({ row, found: await data() })));
  if (mine !== turn) return [];
  left = left.slice(PAGE);
  list.append(...made);
  more.hidden = !left.length;
  return made;
}

function told(n, total, words, near) {
  const what = words ? ` for “${words}”` : "";
  if (!n) return `Nothing${what}. Take a filter away, or try another word.`;
  const [found, all] = [n, total].map(one => one.toLocaleString("en-US"));
  if (near.length) return `No report has the word “${near[0]}”; ${found} with words that begin like it`;
  return words ? `${found} found${what}, best match first` : `${found} of ${all} reports, newest first`;
}

async function show() {
  const mine = ++turn;
  const state = asked();
  const words = state.get("q") ?? "";
  list.setAttribute("aria-busy", "true");
  try {
    const { hits, near } = await look(words);
    if (mine !== turn) return;
    count(hits, state);
    left = narrowed(hits, state);
    list.replaceChildren();
    const n = left.length;
    await page(mine);
    if (mine === turn) status.textContent = told(n, (await table()).reports.length, words, near);
  } catch (error) {
    console.error(error);
    if (mine === turn) status.textContent = "The search could not be loaded. The lists below lead to every report.";
  }
  if (mine === turn) list.removeAttribute("aria-busy");
}

function change(event) {
  event.preventDefault();
  const query = asked().toString();
  if (query !== location.search.slice(1)) history.pushState(null, "", query ? `?${query}` : location.pathname);
  show();
}

form.addEventListener("submit", change);
form.addEventListener("change", event => { if (event.target.name !== "q") change(event); });
more.addEventListener("click", async () => (await page(turn))[0]?.querySelector("a").focus());
addEventListener("popstate", () => { fill(new URLSearchParams(location.search)); show(); });
if (matchMedia("(max-width: 45em)").matches) form.querySelector("details").open = false;
fill(new URLSearchParams(location.search));
show();
