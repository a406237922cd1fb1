/**
 * `<kmo-insluiten>`: shows the line of HTML for the chosen wishes, and the calculator as that line would show it.
 */

import "./hoogte.mjs";

class Insluiten extends HTMLElement {
  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #frame = /** @type {HTMLIFrameElement} */ (this.querySelector("iframe"));
  #line = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));

  connectedCallback() {
    this.#form.addEventListener("change", this);
    this.#form.addEventListener("submit", this);
    this.#show();
  }

  /** @param {Event} event */
  handleEvent(event) {
    event.preventDefault();
    this.#show();
  }

  #show() {
    const wishes = new FormData(this.#form);
    const address = new URL(String(wishes.get("address")), document.baseURI);
    wishes.delete("address");
    for (const [name, value] of wishes) {
      const text = String(value).replace(/^#/, "");
      if (text) address.searchParams.set(name, text);
    }
    this.#frame.src = address.href;
    this.#line.value = this.#text(address);
  }

  /**
   * The line, written by the browser itself so that every sign in it is written right.
   *
   * @param {URL} address
   */
  #text(address) {
    const frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = this.#frame.title;
    frame.width = "100%";
    frame.height = "900";
    const script = document.createElement("script");
    script.type = "module";
    script.src = new URL(this.dataset.script ?? "", document.baseURI).href;
    return frame.outerHTML + script.outerHTML;
  }
}

customElements.define("kmo-insluiten", Insluiten);
