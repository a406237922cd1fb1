/**
 * Keeps the site on the visitor's device, so that it works without a network. Nothing depends on it: whatever goes wrong
 * here, the page is asked from the network as if this were not there.
 *
 * The build writes `SITE` before this: `build` names this version, `files` are the addresses in it, from the folder of
 * the site. Without files it is the switch that takes all of this away from every device that has it.
 */

/** @typedef {{ build: string, files: string[] }} Site */
const { build, files } = /** @type {Site} */ (/** @type {any} */ (globalThis).SITE);
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const home = worker.registration.scope;

/** Sites of one owner share their caches: the names say whose they are. */
const OURS = `kmo-portefeuille ${new URL(home).pathname} `;
const CACHE = OURS + build;
/** What the calculator keeps of its own accord; it sees to that itself, as long as it may. */
const MEMORY = `${OURS}memory`;
/** Stands in the cache once all of the site is in it. */
const WHOLE = `${home}whole`;
/** Addresses that hold a hash of what is there: that never changes. */
const LASTING = /^assets\/(engine\/|v-|(javascripts|stylesheets)\/.*\.[0-9a-f]{8}\.min\.(js|css)$)/;
/** After this a page from the cache is better than one that may still come. */
const PATIENCE_MS = 4_000;
const AT_A_TIME = 3;

/** What is being fetched to keep, so that nothing is fetched twice. @type {Map<string, Promise<void>>} */
const underway = new Map();

if (files.length > 0) {
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

/** Take over what lasts from the versions before, and remove those. */
async function begin() {
  for (const name of await ours()) {
    if (name === CACHE || name === MEMORY) continue;
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
  const cache = await caches.open(CACHE);
  for (const path of files.filter((file) => LASTING.test(file))) {
    const response = await old.match(home + path);
    if (response) await cache.put(home + path, response).catch(() => {});
  }
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { request } = event;
  const path = new URL(request.url).pathname.slice(new URL(home).pathname.length);
  if (!LASTING.test(path)) return pageOf(event);
  if (request.cache === "reload") return fetchAndKeep(event, request);
  await underway.get(request.url)?.catch(() => {});
  return (await kept(request)) ?? fetchAndKeep(event, request);
}

/**
 * From the network, which has the newest; from the cache when that does not answer.
 *
 * @param {FetchEvent} event
 */
async function pageOf(event) {
  const fetched = fetchAndKeep(event, event.request, { cache: "no-cache" });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const soon = await Promise.race([fetched.catch(() => undefined), late]);
  return soon instanceof Response ? soon : ((await kept(event.request)) ?? fetched);
}

/**
 * @param {FetchEvent} event
 * @param {Request} request
 * @param {RequestInit} [options]
 */
async function fetchAndKeep(event, request, options) {
  const response = await fetch(request, options);
  if (response.ok && !response.redirected)
    event.waitUntil(keep(request.url, response.clone()).catch(() => {}));
  return response;
}

/** @param {Request} request */
async function kept(request) {
  try {
    const cache = await caches.open(CACHE);
    return await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  } catch {
    return undefined;
  }
}

/**
 * @param {string} address
 * @param {Response} response
 */
async function keep(address, response) {
  const cache = await caches.open(CACHE);
  await cache.put(address.split(/[?#]/)[0] ?? "", response);
}

/** Put all of the site in the cache, once a version, a few files at a time. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  if (await cache.match(WHOLE)) return;
  const wanted = files.map((path) => home + path);
  const lanes = Array.from({ length: AT_A_TIME }, async () => {
    for (let address = wanted.shift(); address !== undefined; address = wanted.shift())
      await keepOne(cache, address);
  });
  await Promise.all(lanes);
  await cache.put(WHOLE, new Response());
}

/**
 * @param {Cache} cache
 * @param {string} address
 */
async function keepOne(cache, address) {
  const lasts = LASTING.test(address.slice(home.length));
  if (lasts && (await cache.match(address))) return;
  /** @type {RequestCache} What lasts may come from the browser's own cache, where the calculator's worker put it. */
  const freshness = lasts ? "default" : "no-cache";
  const fetched = fetch(address, { priority: "low", cache: freshness }).then(async (response) => {
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    await cache.put(address, response);
  });
  underway.set(address, fetched);
  await fetched.finally(() => underway.delete(address));
}
