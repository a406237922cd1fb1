/**
 * Material fetches the index of its search, and the worker that reads it, on every page: 75 kB, and few visitors search.
 * This stands right before Material's script and lets both wait until somebody goes to search. A fetch that fails is done
 * again at the next sign of that. Without this file everything works, and is fetched at once.
 */
{
  const INDEX = /\/search\/search_index\.json$/;
  const READER = /\/javascripts\/workers\/search\./;
  const SEARCH = '[data-md-component="search"]';
  const SIGNS = ["pointerdown", "focusin", "input"];

  const PlainWorker = Worker;
  const places = document.querySelectorAll(`${SEARCH}, header [for="__search"]`);

  /** The next sign that somebody searches. Material's keys and `?q=` give one too: they put the cursor in the field. */
  const sign = () =>
    new Promise((resolve) => {
      for (const place of places)
        for (const name of SIGNS) place.addEventListener(name, resolve, { once: true });
    });

  // `?h=` marks on a page what was searched for; and a visitor may be in the field before any script is there.
  const isSearching = /[?&][hq]=/.test(location.search) || document.activeElement?.closest(SEARCH);
  const asked = isSearching ? Promise.resolve() : sign();

  /** A request that waits, and comes back to Material only with an answer, when it is for the index. */
  class WaitingRequest extends XMLHttpRequest {
    #address = "";

    constructor() {
      super();
      // Before Material's own listeners, which give up for good.
      for (const name of ["load", "error"]) this.addEventListener(name, (event) => this.#arrived(event));
    }

    /**
     * @override
     * @param {string} method
     * @param {string | URL} address
     */
    open(method, address) {
      this.#address = String(address);
      super.open(method, address);
    }

    /** @override */
    send() {
      if (INDEX.test(this.#address)) asked.then(() => super.send());
      else super.send();
    }

    /** @param {Event} event */
    async #arrived(event) {
      if (this.status === 200 || !INDEX.test(this.#address)) return;
      event.stopImmediatePropagation();
      await sign();
      super.open("GET", this.#address);
      super.send();
    }
  }

  /** What Material uses of a worker, with nothing behind it before somebody searches. */
  class WaitingWorker extends EventTarget {
    #address;
    /** @type {Worker | undefined} */
    #worker;
    /** Material's first message, with the index in it; it sends no other before that is answered. @type {unknown} */
    #first;

    /** @param {string} address */
    constructor(address) {
      super();
      // As seen from here: after instant navigation the same words would name another place.
      this.#address = new URL(address, document.baseURI);
      asked.then(() => this.#start());
    }

    #start() {
      this.#worker = new PlainWorker(this.#address);
      this.#worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.#worker.onerror = () => sign().then(() => this.#start());
      if (this.#first) this.#worker.postMessage(this.#first);
    }

    /** @param {unknown} message */
    postMessage(message) {
      this.#first ??= message;
      this.#worker?.postMessage(message);
    }
  }

  window.XMLHttpRequest = WaitingRequest;
  window.Worker = new Proxy(PlainWorker, {
    construct: (Made, [address, ...options]) =>
      READER.test(address) ? new WaitingWorker(address) : new Made(address, ...options),
  });
}
