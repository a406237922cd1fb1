/**
 * `<kmo-rekenhulp data-engine="…">`: makes the form in it answer. Everything it shows was written by Python.
 */

import { answersInAddress, DRAFT, keepAnswers, keepFragment, LINK, linkInAddress } from "./address.mjs";
import { thisYear, today, untilMidnight } from "./days.mjs";
import { DEEDS, reverse } from "./deeds.mjs";
import { answers, carries, fill, goTo, holds, most, part, showErrors, showWhatApplies } from "./form.mjs";
import { GROUP, nameMembers } from "./group.mjs";
import { forget, remember, remembered } from "./memory.mjs";
import { idle, isSparing, touched } from "./polite.mjs";
import { rehearse } from "./rehearsal.mjs";
import { sharedClient } from "./shared.mjs";
import { Status } from "./status.mjs";
import { forgetSituations, hasSituations, showSituations } from "./together.mjs";
import { setYear, turnToYear, understood, withoutYear } from "./year.mjs";

/**
 * @typedef {import("./client.mjs").Pair} Pair
 * @typedef {import("./client.mjs").Answer} Answer
 */

/** Who stops typing for so long wants to know. */
const PAUSE_MS = 600;
/** What the size depends on. */
const FIGURES = /^enterprise\.(periods|group|estimates|group_changed)/;
/** The day of the application: where nobody chose one, it is the day on which somebody looks. */
const DAY = "applied_on";

/** The engine and the answers outlive the page under instant navigation, and end with the visit. */
/** @type {import("./client.mjs").Client | undefined} */
let client;
/** @type {Pair[] | undefined} */
let kept;

export class Rekenhulp extends HTMLElement {
  form = /** @type {HTMLFormElement} */ (part(this, "form"));
  /** The answer that shows. @type {Answer | undefined} */
  answered;
  /** What a failure left undone. @type {(() => void) | undefined} */
  again;
  #remember = /** @type {HTMLInputElement} */ (part(this, "[data-remember]"));
  #live = part(this, ".rh-live");
  #status = new Status(this);
  #asked = 0;
  #sized = 0;
  /** The visitor's day when this page last looked. */
  #today = today();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #midnight;

  connectedCallback() {
    const engine = new URL(this.dataset.engine ?? "", import.meta.url).href;
    client = sharedClient(engine);
    client.addEventListener("progress", this);
    client.addEventListener("again", this);
    this.addEventListener("submit", this);
    this.addEventListener("focusin", this);
    this.addEventListener("input", this);
    this.addEventListener("change", this);
    this.addEventListener("click", this);
    window.addEventListener("hashchange", this);
    document.addEventListener("visibilitychange", this);
    const known = answersInAddress(DRAFT) ?? kept ?? remembered();
    // What no form holds, the calculator refuses with a reason.
    const linked = answersInAddress(LINK) ?? (known && !holds(this.form, known) ? known : null);
    this.#remember.checked = remembered() !== undefined;
    if (known && !linked) this.fill(known);
    else setYear(this.form, linked ? "" : thisYear());
    showWhatApplies(this.form);
    this.#waitForMidnight();
    if (linked) this.#open(linked);
    else if (carries(this.form)) this.#size();
    else this.#loadInTime();
    if (hasSituations()) showSituations(this);
  }

  disconnectedCallback() {
    kept = answers(this.form);
    client?.removeEventListener("progress", this);
    client?.removeEventListener("again", this);
    window.removeEventListener("hashchange", this);
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.#midnight);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      if (event.target === this.form) this.#assess(answers(this.form), { submitted: true });
      else reverse(this);
    } else if (event.type === "input") this.#typed(event.target);
    else if (event.type === "focusin") {
      if (event.target instanceof Element && event.target.matches("[data-member]")) nameMembers(this.form);
    } else if (event.type === "change") {
      if (event.target instanceof Node && this.form.contains(event.target)) this.changed();
      else this.#keepOnDevice();
      if (event.target instanceof HTMLInputElement && event.target.name === DAY) this.#askYear();
    } else if (event.type === "click") this.#click(event);
    else if (event.type === "visibilitychange") this.#look();
    else if (event.type === "again") this.#status.again();
    else if (event instanceof CustomEvent) this.#status.progress(event.detail);
    else this.#openLink();
  }

  /**
   * The answer to a question that the visitor waits for; undefined where the engine cannot give one, which is said.
   *
   * @param {object} message
   * @returns {Promise<any>}
   */
  ask(message) {
    return this.#status.during(client?.ask(message), "waiting");
  }

  /** Keep the answers in the address, for who reloads or comes back. */
  changed() {
    showWhatApplies(this.form);
    keepAnswers(answers(this.form));
    this.#keepOnDevice();
  }

  /**
   * Make these the answers of the form. Those about one year are of the year they name; else, without a day that
   * somebody chose, of this one; else Python tells.
   *
   * @param {Pair[]} pairs
   */
  fill(pairs) {
    fill(this.form, pairs);
    const named = pairs.find(([name]) => name === "year")?.[1];
    const dated = pairs.some(([name]) => name === DAY || name === "made");
    setYear(this.form, named ?? (dated ? "" : thisYear()));
  }

  sizeSoon() {
    this.#sized += 1;
    const turn = this.#sized;
    setTimeout(() => turn === this.#sized && this.isConnected && this.#size(), PAUSE_MS);
  }

  /** Once a new version was published the scripts of this page are gone: then the page is loaded anew, with the answers. */
  async retry() {
    if (!(await isGone())) return this.again?.();
    keepAnswers(answers(this.form), this.#asked > 0 ? LINK : DRAFT);
    location.reload();
  }

  clear() {
    forget();
    this.#remember.checked = false;
    this.#asked += 1;
    this.#sized += 1;
    this.answered = undefined;
    this.#live.replaceChildren();
    this.fill([]);
    this.#tell([], "", "");
    forgetSituations(this);
    part(this, "#omgekeerd").replaceChildren();
    keepFragment("");
    this.form.querySelector("input")?.focus();
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    const path = target && "name" in target ? String(target.name) : "";
    if (path.endsWith(".name")) nameMembers(this.form);
    if (FIGURES.test(path)) this.sizeSoon();
  }

  /** @param {Event} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (!(target instanceof HTMLElement)) return;
    // A link to a question would put the question in the address, where the answers are.
    event.preventDefault();
    event.stopPropagation();
    DEEDS[target.dataset.do ?? ""]?.(this, target.dataset.with ?? "");
  }

  /** Only for who asks for it. */
  #keepOnDevice() {
    if (this.#remember.checked) remember(answers(this.form).filter(([name]) => name !== DAY));
    else forget();
  }

  /**
   * Put in the list what the form only carried, as the calculator understood it.
   *
   * @param {Pair[]} pairs
   */
  #settle(pairs) {
    if (!carries(this.form)) return;
    const typed = answers(this.form).filter(([name]) => !GROUP.test(name));
    fill(this.form, [...typed, ...pairs.filter(([name]) => GROUP.test(name))]);
  }

  /** Say what the figures come to, and ask for what else can matter. */
  async #size() {
    this.#sized += 1;
    const turn = this.#sized;
    const message = { action: "size", pairs: answers(this.form), today: today() };
    const told = await this.#status.during(client?.ask(message));
    if (!told || turn !== this.#sized || !this.isConnected) return;
    this.#settle(told.pairs);
    Object.assign(this.form.dataset, { years: told.years, yearsOfOthers: told.years_of_others });
    showWhatApplies(this.form);
    if (this.#live.innerHTML !== told.html) this.#live.innerHTML = told.html;
  }

  /** A day in another year brings other answers about that year. */
  async #askYear() {
    const pairs = answers(this.form);
    const { year } = (await this.ask({ action: "year", pairs, today: today() })) ?? { year: "" };
    if (JSON.stringify(answers(this.form)) !== JSON.stringify(pairs)) return;
    turnToYear(this.form, year);
    this.changed();
  }

  /** A page that stays open sees the day change. */
  #waitForMidnight() {
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(() => this.#look(), untilMidnight());
  }

  /** On a new day, ask again what was answered on the one before. */
  async #look() {
    this.#waitForMidnight();
    if (this.#today === today()) return;
    this.#today = today();
    if (!answers(this.form).some(([name]) => name === DAY)) turnToYear(this.form, thisYear());
    if (hasSituations()) await showSituations(this);
    const again = this.answered && (await this.#assess(understood(this.answered), { submitted: false }));
    if (again) turnToYear(this.form, again.year);
  }

  /** Load the engine once the page can be read; where data cost money or time, once somebody starts to answer. */
  async #loadInTime() {
    await (isSparing() ? touched(this.form) : idle());
    if (this.isConnected && !this.again) await this.#load();
  }

  /** Load the engine and let it rehearse, without moving the reader when it is there. */
  async #load() {
    this.again = () => this.#load();
    await this.#status.during(rehearse(client, () => this.#asked + this.#sized === 0));
  }

  #openLink() {
    const linked = answersInAddress(LINK);
    if (linked) this.#open(linked);
  }

  /**
   * Show what a link holds: its answers in the form, and their result.
   *
   * @param {Pair[]} pairs
   */
  async #open(pairs) {
    const held = holds(this.form, pairs);
    if (held) this.fill(pairs);
    const read = JSON.stringify(withoutYear(this.form));
    // One more than may be is enough to be told so.
    const few = pairs.slice(0, most(this.form).answers + 1);
    const opened = await this.#assess(few, { submitted: false, link: linkInAddress() });
    if (!opened) return;
    // What somebody typed meanwhile is worth more than how the link is understood.
    if (held && JSON.stringify(withoutYear(this.form)) === read) this.fill(understood(opened));
    else turnToYear(this.form, opened.year);
    showErrors(this.form, opened.response.errors ?? []);
    if (answers(this.form).some(([name]) => FIGURES.test(name))) this.sizeSoon();
  }

  /**
   * @param {Pair[]} pairs
   * @param {object} options
   * @param {boolean} options.submitted whether the visitor asked for it just now, and so wants to be taken there
   * @param {string} [options.link] the link that the pairs are from, as it came
   * @returns {Promise<Answer | undefined>}
   */
  async #assess(pairs, { submitted, link = "" }) {
    this.#asked += 1;
    const turn = this.#asked;
    this.again = () => this.#assess(pairs, { submitted, link });
    /** @type {Answer | undefined} */
    const answered = await this.ask({ action: "assess", pairs, link, today: today() });
    if (!answered || turn !== this.#asked || !this.isConnected) return undefined;
    this.answered = answered;
    this.#tell(answered.response.errors ?? [], answered.errors_html, answered.result_html);
    this.#settle(answered.pairs);
    if (submitted) {
      turnToYear(this.form, answered.year);
      this.#arrive(answered);
    }
    this.dispatchEvent(
      new CustomEvent("kmo-rekenhulp:beoordeeld", { bubbles: true, detail: answered.response }),
    );
    return answered;
  }

  /**
   * @param {import("./client.mjs").FieldError[]} errors
   * @param {string} summary HTML
   * @param {string} result HTML
   */
  #tell(errors, summary, result) {
    const prefix = this.dataset.errorPrefix ?? "";
    const title = document.title.startsWith(prefix) ? document.title.slice(prefix.length) : document.title;
    document.title = errors.length > 0 ? prefix + title : title;
    part(this, "#fouten").innerHTML = summary;
    part(this, "#resultaat").innerHTML = result;
    showErrors(this.form, errors);
  }

  /** @param {Answer} answered */
  #arrive(answered) {
    if (!answered.response.errors) keepFragment(answered.fragment);
    const place = part(this, answered.response.errors ? "#fouten" : "#resultaat");
    const heading = place.querySelector("[tabindex]");
    if (heading instanceof HTMLElement) heading.focus();
    place.scrollIntoView();
  }
}

/** Whether the host no longer has this version; without a network nobody knows. */
async function isGone() {
  try {
    return (await fetch(import.meta.url, { method: "HEAD", cache: "no-store" })).status === 404;
  } catch {
    return false;
  }
}

/**
 * The link past the navigation goes to the questions as every link of ours does: the address keeps the answers.
 *
 * @param {MouseEvent} event
 */
function skip(event) {
  const link = event.target instanceof Element ? event.target.closest(".md-skip") : null;
  if (!(link instanceof HTMLAnchorElement) || !document.querySelector("kmo-rekenhulp")) return;
  event.preventDefault();
  event.stopPropagation();
  goTo(link.hash.slice(1));
}

// Before Material hears of it.
document.addEventListener("click", skip, true);
customElements.define("kmo-rekenhulp", Rekenhulp);
