// The search page. Its state is its address. Facets are counted here, over one small table per segment; Pagefind is
// loaded at the first word. Nothing from an index is read as markup: texts become text nodes.
const form = document.getElementById("search");
const list = document.getElementById("hits");
const status = document.getElementById("found");
const more = document.getElementById("more");
const root = new URL(form.dataset.root, location.href);
const PAGE = 20;
const DAY = 86_400_000;
// In characters: an excerpt, what of it stands before the first hit, and one word of it.
const EXCERPT = 220;
const BEFORE = 60;
const LEAD = 130; // what is shown of a report that no word was looked up in
const WORD = 60;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const DENSE = 30; // words that are weighed together

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

// What is chosen besides words, as it is named to readers.
function chosen() {
  const said = one => {
    if (one.type === "checkbox") return one.checked && one.dataset.label;
    if (one.type === "date") return one.value && `${one.name} ${one.value}`;
    return one.selectedOptions?.[0]?.dataset.label;
  };
  return [...form.elements].map(said).filter(Boolean).join(", ");
}

function fill(state) {
  for (const one of form.elements) {
    if (one.type === "checkbox") {
      one.disabled = false;
      one.checked = state.getAll(one.name).includes(one.value);
    } else if (one.name) {
      const value = (state.get(one.name) ?? "").trim();
      one.value = one.maxLength > 0 ? value.slice(0, one.maxLength) : value;
      if (one.selectedIndex === -1) one.value = "";
    }
  }
}

// An address may ask for what the form cannot: values nobody offers, or too long a text. Those leave the address.
function read() {
  const state = new URLSearchParams(location.search);
  fill(state);
  const taken = asked();
  const dropped = [...state].some(([key, value]) => value.trim() && !taken.getAll(key).includes(value.trim()));
  if (dropped) history.replaceState(null, "", `${location.pathname}${String(taken) && `?${taken}`}${location.hash}`);
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
  return { url: new URL(url, root).href, meta, content, weighted_locations: [] };
}

// A segment without a word answers with whatever begins like it, or like its first letters. So only whole words count,
// and a word found nowhere is named; in a script without spaces the beginning of a title counts. What has neither letter
// nor digit is in no index.
async function look(words) {
  const { reports, byId } = await table();
  if (!words) return { hits: reports.map(row => ({ row, data: () => record(row) })) };
  const terms = words.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word));
  if (!terms.length) return { hits: [] };
  const found = await engine();
  let { results } = await found.search(terms.join(" "));
  for (const word of words.startsWith('"') ? [] : terms.filter(term => !UNSPACED.test(term))) {
    const whole = new Set((await found.search(`"${word}"`)).results.map(one => one.id));
    if (!whole.size) return { hits: [], missing: word };
    results = results.filter(one => whole.has(one.id));
  }
  return { hits: results.map(({ id, data }) => ({ row: byId.get(id), data })).filter(({ row }) => row) };
}

const copy = id => document.getElementById(id).content.firstElementChild.cloneNode(true);

// Made of the text itself: Pagefind's excerpts are counted in words, and escape "<" but not "&", so what stood there
// cannot be told. Hits are numbers of words; the densest part is shown, weighed as Pagefind weighs it.
function excerpt(into, { content, weighted_locations: hits }) {
  const texts = content.split(" ").map(word => (word.length > WORD ? `${[...word].slice(0, WORD).join("")}…` : word));
  const near = ({ location: at }) => hits.filter(one => one.location >= at && one.location < at + DENSE);
  const weights = hits.map(hit => near(hit).reduce((sum, one) => sum + one.balanced_score, 0));
  let from = hits[weights.indexOf(Math.max(...weights))]?.location ?? 0;
  let to = from;
  let size = hits.length ? 0 : EXCERPT - LEAD;
  const room = (at, most) => at in texts && size + texts[at].length < most && (size += texts[at].length + 1);
  while (room(from - 1, BEFORE)) from--;
  while (room(to, EXCERPT)) to++;
  while (room(from - 1, EXCERPT)) from--;
  const marked = new Set(hits.map(one => one.location));
  if (from) into.append("… ");
  for (let at = from; at < to; at++) {
    into.append(marked.has(at) ? Object.assign(document.createElement("mark"), { textContent: texts[at] }) : texts[at]);
    if (at + 1 < to) into.append(" ");
  }
  if (to < texts.length) into.append(" …");
  into.normalize();
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

const several = (n, one, many) => `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;

function told(hits, total, state, missing) {
  const words = state.get("q");
  const what = words ? ` for “${words}”` : "";
  const [from, to] = [state.get("from"), state.get("to")];
  const reports = hits.filter(({ row }) => row.publisher).length;
  const guide = hits.length - reports;
  if (from && to && from > to) return "The first date is after the second, so no report can lie between them.";
  if (missing) return `No report has the word “${missing}”. Words are looked up whole; try another one.`;
  if (!hits.length && !chosen()) return `Nothing${what}. Try another word, or fewer.`;
  if (!hits.length) return `Nothing${what} under ${chosen()}. Take a filter away${words ? ", or try another word" : ""}.`;
  if (!words) return `${reports.toLocaleString("en-US")} of ${several(total, "report", "reports")}, newest first`;
  const pages = several(guide, "page of the guide", "pages of the guide");
  if (!reports) return `No report${what}, but ${pages}`;
  return `${reports.toLocaleString("en-US")} found${what}${guide ? ` and ${pages}` : ""}, best match first`;
}

async function show() {
  const mine = ++turn;
  const state = asked();
  const words = state.get("q") ?? "";
  list.setAttribute("aria-busy", "true");
  document.getElementById("chosen").textContent = chosen();
  try {
    const { hits, missing } = await look(words);
    if (mine !== turn) return;
    count(hits, state);
    left = narrowed(hits, state);
    list.replaceChildren();
    const all = left;
    await page(mine);
    if (mine === turn) status.textContent = told(all, (await table()).reports.length, state, missing);
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
addEventListener("popstate", () => { read(); show(); });
if (matchMedia("(max-width: 45em)").matches) form.querySelector("details").open = false;
read();
show();
