/**
 * Where the answer stands: beside the questions, or on a small screen in a sheet that one line at the bottom opens.
 */

import { keepFragment, lastFragment } from "./address.mjs";
import { part } from "./form.mjs";

/** From here on there is room beside the questions; the style sheet has the same number. */
const WIDE = "(min-width: 64rem)";
/** A keyboard on the screen takes at least this much of it. */
const KEYBOARD_PX = 150;
/** Longer than this no browser takes to go one step back. */
const BACK_MS = 500;

export class Sheet {
  #answer;
  #dialog;
  #dock;
  #place;
  #wide = matchMedia(WIDE);
  /** What the line says before there is an answer. */
  #none;
  #line = "";
  #state = "";
  /** Where the focus was when the sheet opened. @type {Element | null} */
  #opener = null;
  /** The address to which the step back leads. */
  #before = "";
  /** Ends the wait for the step back that goes with closing. @type {(() => void) | undefined} */
  #wentBack;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#answer = part(root, ".rh-answer");
    this.#dialog = /** @type {HTMLDialogElement} */ (part(root, ".rh-sheet"));
    this.#dock = part(root, ".rh-dock");
    this.#place = part(root, ".rh-desk");
    this.#none = part(this.#dock, ".rh-line").textContent;
  }

  connect() {
    this.#wide.addEventListener("change", this);
    window.visualViewport?.addEventListener("resize", this);
    for (const event of ["close", "step"]) this.#dialog.addEventListener(event, this);
    this.#dialog.addEventListener("click", this);
    this.#arrange();
  }

  disconnect() {
    this.#wide.removeEventListener("change", this);
    window.visualViewport?.removeEventListener("resize", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "change") this.#arrange();
    else if (event.type === "step") this.#back();
    else if (event.type === "resize") this.#makeRoom();
    else if (event.type === "close") this.#closed();
    // A press beside the sheet.
    else if (event.target === this.#dialog) this.close();
  }

  /** Whether the answer stands in a sheet. In a frame there is no bottom of the screen, so it stands below the form. */
  get isUsed() {
    return !this.#wide.matches && window.parent === window;
  }

  /** Whether the answer can be seen without going to it. */
  get isSeen() {
    return this.#dialog.open || (this.#wide.matches && window.parent === window);
  }

  /** Open the sheet, with a step of its own in the history, so that the way back closes it (`back.js`). */
  open() {
    if (!this.isUsed || this.#dialog.open) return;
    this.#opener = document.activeElement;
    this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
    part(this.#dock, "button").setAttribute("aria-expanded", "true");
    this.#before = location.hash;
    history.pushState(history.state, "");
    this.#dialog.dataset.step = "";
  }

  /** Close the sheet where it is open; done once the address is as it was before. */
  async close() {
    if (!this.#dialog.open) return;
    const back = new Promise((resolve) => {
      this.#wentBack = () => resolve(undefined);
      setTimeout(resolve, BACK_MS);
    });
    this.#dialog.close();
    await back;
    // The browser first puts the page back where it was.
    await new Promise((resolve) => setTimeout(resolve));
  }

  /**
   * Say in one line what the answer is.
   *
   * @param {string} line
   */
  tell(line) {
    this.#line = line;
    this.#write();
  }

  /**
   * Say what the engine does instead, where that is what somebody waits for.
   *
   * @param {string} state empty once it is ready
   */
  tellState(state) {
    this.#state = state;
    this.#write();
  }

  #write() {
    part(this.#dock, ".rh-line").textContent = this.#state || this.#line || this.#none;
  }

  /** @param {"counting" | "wrong" | ""} why what shows is not of now */
  mark(why) {
    for (const place of [this.#answer, this.#dock]) {
      if (why) place.dataset.stale = why;
      else delete place.dataset.stale;
    }
  }

  #arrange() {
    // Paper is narrow, but has no bottom line.
    if (matchMedia("print").matches) return;
    this.#dock.hidden = !this.isUsed;
    this.#dock.toggleAttribute("data-shown", this.isUsed);
    if (!this.isUsed && this.#dialog.open) this.close();
    const place = this.isUsed ? this.#dialog : this.#place;
    if (this.#answer.parentElement !== place) place.append(this.#answer);
  }

  /** With a keyboard on the screen there is no room for the line as well. */
  #makeRoom() {
    const { height, scale } = /** @type {VisualViewport} */ (window.visualViewport);
    this.#dock.toggleAttribute("data-away", height * scale < window.innerHeight - KEYBOARD_PX);
  }

  #closed() {
    if (this.#dialog.open) return; // a link opened it again before this was told
    part(this.#dock, "button").setAttribute("aria-expanded", "false");
    if (this.#opener instanceof HTMLElement) this.#opener.focus({ preventScroll: true });
    if (this.#dialog.dataset.step !== undefined) history.back();
  }

  /**
   * The step before has the address of before: what was answered in the sheet stays. Another address is a link that was
   * followed, and no step back.
   */
  #back() {
    delete this.#dialog.dataset.step;
    if (location.hash === this.#before) keepFragment(lastFragment());
    this.#dialog.close();
    this.#wentBack?.();
  }
}
