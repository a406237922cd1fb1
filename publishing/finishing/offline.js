/**
 * Keeps the site on the visitor's device, so that it works without a network. Nothing depends on it: whatever goes wrong
 * here, the page is asked from the network as if this were not there.
 *
 * The build writes `SITE` before this: `build` names this version, `files` are the addresses in it, from the folder of
 * the site, each with the SHA-256 of what is there. Nothing else is ever kept, and what is kept is looked at again before
 * it is used: a hotel's portal, an error page or a stranger on the same host leave nothing behind. Without files it is
 * the switch that takes all of this away from every device that has it.
 */

/** @typedef {{ build: string, files: Record<string, string> }} Site */
const SITE = /** @type {Site} */ (/** @type {any} */ (globalThis).SITE);
const files = new Map(Object.entries(SITE.files));
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const home = worker.registration.scope;

/** Sites of one owner share their caches: the names say whose they are. */
const OURS = `kmo-portefeuille ${new URL(home).pathname} `;
const CACHE = OURS + SITE.build;
/** What the calculator keeps of its own accord; it sees to that itself, as long as it may. */
const CALCULATOR = [`${OURS}memory`, `${OURS}parts`];
/** Stands in the cache once all of the site is in it. */
const WHOLE = `${home}whole`;
/** Addresses that hold a hash of what is there: that never changes. */
const LASTING = /^assets\/(engine\/|v-|(javascripts|stylesheets)\/.*\.[0-9a-f]{8}\.min\.(js|css)$)/;
/** Large, used while they arrive, and checked by who asks for them: only before they are kept this looks at them too. */
const ENGINE = /^assets\/engine\//;
const NOT_FOUND = "404.html";
/** What an answer must say it is, by how its address ends; for other files their hash is enough. */
const TYPES = /** @type {const} */ ([
  [/(^|\/|\.html)$/, /^text\/html\b/],
  [/\.m?js$/, /^(text|application)\/javascript\b/],
  [/\.css$/, /^text\/css\b/],
  [/\.json$/, /^application\/json\b/],
  [/\.svg$/, /^image\/svg\+xml\b/],
  [/\.xml$/, /^(text|application)\/xml\b/],
]);
/** After this a page from the cache is better than one that may still come. */
const PATIENCE_MS = 4_000;
const AT_A_TIME = 3;

/** What is being fetched to keep, so that nothing is fetched twice. @type {Map<string, Promise<void>>} */
const underway = new Map();

if (files.size > 0) {
  worker.addEventListener("activate", (event) => event.waitUntil(begin()));
  worker.addEventListener("message", (event) => {
    if (event.data === "take over") event.waitUntil(worker.skipWaiting());
    if (event.data === "keep") event.waitUntil(keepAll().catch(() => {}));
  });
  worker.addEventListener("fetch", (event) => {
    const { method, url } = event.request;
    if (method === "GET" && url.startsWith(home)) event.respondWith(answer(event));
  });
} else {
  // At once, because the worker of before goes on for as long as it has work.
  worker.addEventListener("install", (event) => event.waitUntil(end()));
}

/** Take over what is the same from the versions before, and remove those. */
async function begin() {
  for (const name of await ours()) {
    if (name === CACHE || CALCULATOR.includes(name)) continue;
    await takeOver(await caches.open(name));
    await caches.delete(name);
  }
  await worker.clients.claim();
}

/** Take everything away, this worker too. */
async function end() {
  for (const name of await ours()) await caches.delete(name);
  worker.registration.unregister(); // which waits until the installation has ended
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

/** @param {Cache} old */
async function takeOver(old) {
  for (const path of files.keys()) {
    const response = await old.match(home + path, { ignoreVary: true });
    if (response) await keep(path, response).catch(() => {});
  }
}

/** @param {FetchEvent} event */
function answer(event) {
  const path = new URL(event.request.url).pathname
    .slice(new URL(home).pathname.length)
    .replace(/(^|\/)index\.html$/, "$1");
  return LASTING.test(path) ? lasting(event, path) : current(event, path);
}

/**
 * From the cache, because it never changes; from the network when it is not there. What a script or style is not as
 * published is asked once more, past the browser's own cache, and then is no answer.
 *
 * @param {FetchEvent} event
 * @param {string} path
 */
async function lasting(event, path) {
  const { request } = event;
  if (request.cache !== "reload") {
    await underway.get(path)?.catch(() => {});
    const copy = await kept(path);
    if (copy) return copy;
  }
  if (ENGINE.test(path)) return fetchAndKeep(event, path, request.cache);
  const response = await fetch(request);
  if (await isRight(path, response)) return keeping(event, path, response);
  const again = await fetch(request, { cache: "reload" });
  if (await isRight(path, again)) return keeping(event, path, again);
  return files.has(path) ? Response.error() : again;
}

/**
 * From the network, which has the newest; from the cache when that does not answer, or only with an excuse.
 *
 * @param {FetchEvent} event
 * @param {string} path
 */
async function current(event, path) {
  const fetched = fetchAndKeep(event, path, "no-cache");
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const soon = await Promise.race([fetched.catch(() => undefined), late]);
  if (soon instanceof Response && isAnswer(path, soon)) return soon;
  return (await keptPage(path)) ?? fetched.catch((error) => notFound(event.request, error));
}

/**
 * Whether the network gave what the visitor asks for, a redirect or a page that tells that there is nothing included.
 *
 * @param {string} path
 * @param {Response} response
 */
function isAnswer(path, response) {
  if (response.type === "opaqueredirect" || !files.has(path)) return response.status < 500;
  return response.status < 500 && hasType(path, response);
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 * @param {RequestCache} cache
 */
async function fetchAndKeep(event, path, cache) {
  return keeping(event, path, await fetch(event.request, { cache }));
}

/**
 * The response, kept beside if it may be.
 *
 * @param {FetchEvent} event
 * @param {string} path
 * @param {Response} response
 */
function keeping(event, path, response) {
  if (files.has(path)) event.waitUntil(keep(path, response.clone()).catch(() => {}));
  return response;
}

/**
 * The copy of this file, if there is one and it is as published.
 *
 * @param {string} path
 */
async function kept(path) {
  try {
    const copy = await copyOf(path);
    if (!copy || ENGINE.test(path) || (await isRight(path, copy))) return copy;
    const cache = await caches.open(CACHE);
    await cache.delete(home + path);
    await cache.delete(WHOLE); // so that what is missing now is fetched
  } catch {
    // Then the network gives it.
  }
  return undefined;
}

/**
 * The copy of a page; where only the last slash is missing, the way to it, because its links are meant from there.
 *
 * @param {string} path
 */
async function keptPage(path) {
  const folder = `${path}/`;
  return files.has(folder) ? Response.redirect(home + folder) : kept(path);
}

/**
 * Our own page for what is not there; for a visitor only, scripts hear of the error.
 *
 * @param {Request} request
 * @param {unknown} error
 */
async function notFound(request, error) {
  const copy = request.mode === "navigate" ? await kept(NOT_FOUND) : undefined;
  if (!copy) throw error;
  return new Response(copy.body, { status: 404, headers: copy.headers });
}

/** @param {string} path */
async function copyOf(path) {
  return (await caches.open(CACHE)).match(home + path, { ignoreVary: true });
}

/**
 * Keep this if it is what the build published at this address; tells whether it is.
 *
 * @param {string} path
 * @param {Response} response
 */
async function keep(path, response) {
  if (!files.has(path) || !(await isRight(path, response))) return false;
  await (await caches.open(CACHE)).put(home + path, response);
  return true;
}

/**
 * Whether this is what was published at this address. Of a file that this version does not know only its kind can be seen.
 *
 * @param {string} path
 * @param {Response} response
 */
async function isRight(path, response) {
  if (response.status !== 200 || response.redirected || !hasType(path, response)) return false;
  return !files.has(path) || (await digest(response.clone())) === files.get(path);
}

/**
 * @param {string} path
 * @param {Response} response
 */
function hasType(path, response) {
  const type = response.headers.get("Content-Type") ?? "";
  return TYPES.every(([end, expected]) => !end.test(path) || expected.test(type));
}

/**
 * The SHA-256 in hexadecimal.
 *
 * @param {Response} response
 */
async function digest(response) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Put all of the site in the cache, once a version, a few files at a time. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  if (await cache.match(WHOLE)) return;
  const wanted = [...files.keys()];
  const lanes = Array.from({ length: AT_A_TIME }, async () => {
    for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) await keepOne(path);
  });
  await Promise.all(lanes);
  await cache.put(WHOLE, new Response());
}

/** @param {string} path */
async function keepOne(path) {
  const copy = await copyOf(path);
  if (copy && (await isRight(path, copy))) return;
  const fetched = fetchOne(path);
  underway.set(path, fetched);
  await fetched.finally(() => underway.delete(path));
}

/**
 * What lasts may come from the browser's own cache, where the calculator's worker put it; what is wrong there may not.
 *
 * @param {string} path
 */
async function fetchOne(path) {
  /** @type {RequestCache[]} */
  const ways = [LASTING.test(path) ? "default" : "no-cache", "reload"];
  for (const cache of ways) {
    if (await keep(path, await fetch(home + path, { priority: "low", cache }))) return;
  }
  throw new Error(`not as published: ${path}`);
}
