/**
 * `<rk-offline data-worker="sw.js">`: lets the site work without a network, and offers the new version of it when there
 * is one. The sentence and the button are in the page, hidden. With `data-off` all that was kept goes; the worker goes by
 * itself, and would stay if the page asked for one.
 */

import { idle, isSparing } from "./rekenhulp/polite.mjs";

/** Nothing of the site needs this; a browser that does not want it goes on without. */
const possible = "serviceWorker" in navigator;

/** Whoever presses the button gets the page again after this, whatever a worker does. */
const TAKE_OVER_LIMIT_MS = 5_000;

/** @type {Promise<ServiceWorkerRegistration> | undefined} */
let registered;

class Offline extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => this.#renew());
    const worker = new URL(this.dataset.worker ?? "", document.baseURI);
    if ("off" in this.dataset) forget(new URL(".", worker)).catch(() => {});
    else if (possible) this.#start(worker).catch(() => {});
  }

  /** @param {URL} worker */
  async #start(worker) {
    await idle();
    const seen = registered;
    registered ??= navigator.serviceWorker.register(worker);
    const registration = await registered;
    if (registration.waiting) this.hidden = false;
    registration.addEventListener("updatefound", () => this.#offer(registration.installing));
    if (seen) await registration.update();
    if (!isSparing()) (await navigator.serviceWorker.ready).active?.postMessage("keep");
  }

  /** @param {ServiceWorker | null} worker the one that comes, first of all or in place of another */
  #offer(worker) {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) this.hidden = false;
    });
  }

  /**
   * The new version takes over, and the page is loaded again with the answers in its address. Loading it before that
   * would ask a worker that is just being ended.
   */
  async #renew() {
    const waiting = (await registered)?.waiting;
    waiting?.postMessage("take over");
    if (waiting) await Promise.race([takenOver(), pause(TAKE_OVER_LIMIT_MS)]);
    location.reload();
  }
}

function takenOver() {
  return new Promise((resolve) =>
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
  );
}

/**
 * A worker of before keeps what the page asks until it ends, so this is for the page after it.
 *
 * @param {URL} home
 */
async function forget(home) {
  const { ours } = await import("./rekenhulp/snapshot.mjs"); // nobody else needs it here
  const names = (await caches.keys()).filter((name) => name.startsWith(ours(home)));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** @param {number} duration in milliseconds */
function pause(duration) {
  return new Promise((resolve) => setTimeout(resolve, duration));
}

customElements.define("rk-offline", Offline);
