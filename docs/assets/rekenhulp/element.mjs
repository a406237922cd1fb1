/**
 * `<kmo-rekenhulp data-engine="…">`: makes the form in it answer. Everything it shows was written by Python.
 */

import { NotPossible } from "./client.mjs";
import { addItem, answer, answers, fill, goTo, removeItem, showErrors, showWhatApplies } from "./form.mjs";
import { forget, remember, remembered } from "./memory.mjs";
import { idle, isSparing, touched } from "./polite.mjs";
import { isSwitchedOff, sharedClient } from "./shared.mjs";

/** @typedef {import("./client.mjs").Pair} Pair */
/** @typedef {import("./client.mjs").Answer} Answer */

/** Less than this is not worth a word. */
const NOTICED_AFTER_MS = 200;
const SLOW_AFTER_MS = 10_000;
/** More than any form holds; the calculator says what is wrong with a link that has more. */
const MOST_PAIRS = 5_000;
const MOST_SITUATIONS = 6;

/** Answers of nobody that need most of the rules, so that those of the visitor find everything read. @type {Pair[]} */
const REHEARSAL = [
  ["enterprise.size_stated", "small"],
  ["service.kind", "training"],
  ["service.theme", "digitalisering"],
  ["cost.net", "500"],
  ["aid_granted_this_year", "0"],
];

/** The browser compiles well only what runs often: by now an answer takes a third of the time of the first ones. */
const REHEARSALS = 20;

/** Marks an address with answers that were not calculated yet: they fill the form and no more. */
const DRAFT = "concept";

/** The engine and the answers outlive the page under instant navigation, and end with the visit. */
/** @type {import("./client.mjs").Client | undefined} */
let client;
/** @type {Pair[] | undefined} */
let kept;
/** The calculations that stand side by side. @type {Pair[][]} */
let situations = [];

class Rekenhulp extends HTMLElement {
  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #remember = /** @type {HTMLInputElement} */ (this.querySelector("[data-remember]"));
  #progress = /** @type {HTMLProgressElement} */ (this.querySelector("progress"));
  #asked = 0;
  /** @type {Answer | undefined} */
  #answered;
  /** @type {(() => void) | undefined} */
  #again;

  /**
   * What a button or link can do, by its `data-do`; it gets the element's `data-with`.
   *
   * @type {Record<string, (what: string) => void>}
   */
  #deeds = {
    go: goTo,
    add: (list) => goTo(`${addItem(this.#form, list)}.name`),
    remove: (path) => this.#remove(path),
    set: (changes) => this.#change(JSON.parse(changes)),
    retry: () => this.#again?.(),
    clear: () => this.#clear(),
    copy: (name) => this.#copy(this.#answered?.files[name]?.text ?? ""),
    copy_link: () => this.#copy(`${location.href.split("#")[0]}#${this.#answered?.fragment}`),
    print: () => window.print(),
    save: (name) => this.#save(name),
    keep: () => this.#together([...situations, this.#answered?.pairs ?? []].slice(-MOST_SITUATIONS)),
    drop: (place) => this.#together(situations.filter((_, other) => other !== Number(place))),
    open: (place) => this.#reopen(situations[Number(place)] ?? []),
  };

  connectedCallback() {
    const engine = new URL(this.dataset.engine ?? "", import.meta.url).href;
    client = sharedClient(engine);
    client.addEventListener("progress", this);
    this.addEventListener("submit", this);
    this.addEventListener("change", this);
    this.addEventListener("click", this);
    window.addEventListener("hashchange", this);
    const linked = answersInAddress("v");
    const known = answersInAddress(DRAFT) ?? kept ?? remembered();
    this.#remember.checked = remembered() !== undefined;
    if (known && !linked) fill(this.#form, known);
    showWhatApplies(this.#form);
    fillToday(this.#form);
    if (linked) this.#open(linked);
    else this.#loadInTime();
    if (situations.length > 0) this.#showTogether();
  }

  disconnectedCallback() {
    kept = answers(this.#form);
    client?.removeEventListener("progress", this);
    window.removeEventListener("hashchange", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      if (event.target === this.#form) this.#assess(answers(this.#form), { submitted: true });
      else this.#reverse();
    } else if (event.type === "change") {
      if (event.target instanceof Node && this.#form.contains(event.target)) this.#changed();
      else this.#keepOnDevice();
    } else if (event.type === "click") this.#click(event);
    else if (event instanceof CustomEvent) this.#progress.value = event.detail;
    else this.#openLink();
  }

  /** @param {Event} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    if (!(target instanceof HTMLElement)) return;
    // A link to a question would put the question in the address, where the answers are.
    event.preventDefault();
    event.stopPropagation();
    this.#deeds[target.dataset.do ?? ""]?.(target.dataset.with ?? "");
  }

  /** Keep the answers in the address, for who reloads or comes back. */
  #changed() {
    showWhatApplies(this.#form);
    const draft = new URLSearchParams([[DRAFT, "1"], ...answers(this.#form)]);
    history.replaceState(history.state, "", `#${draft}`);
    this.#keepOnDevice();
  }

  /** Only for who asks for it. */
  #keepOnDevice() {
    if (this.#remember.checked) remember(answers(this.#form));
    else forget();
  }

  /** @param {Pair[]} changes */
  #change(changes) {
    for (const [path, value] of changes) answer(this.#form, path, value);
    this.#changed();
    this.#form.requestSubmit();
  }

  /** @param {string} path of the enterprise that goes */
  #remove(path) {
    removeItem(this.#form, path);
    this.#changed();
    goTo(path.slice(0, path.lastIndexOf(".")));
  }

  #clear() {
    forget();
    this.#remember.checked = false;
    this.#asked += 1;
    this.#answered = undefined;
    fill(this.#form, [today()]);
    this.#tell([], "", "");
    situations = [];
    this.#part("#vergelijking").replaceChildren();
    this.#part("#omgekeerd").replaceChildren();
    history.replaceState(history.state, "", location.pathname + location.search);
    this.#form.querySelector("input")?.focus();
  }

  /** @param {Pair[]} pairs */
  #reopen(pairs) {
    fill(this.#form, pairs);
    this.#changed();
    this.#form.requestSubmit();
  }

  /** @param {Pair[][]} wanted the calculations that stand side by side from now on */
  async #together(wanted) {
    situations = wanted;
    await this.#showTogether();
    const place = this.#part("#vergelijking");
    place.querySelector("h2")?.focus();
    place.scrollIntoView();
  }

  async #showTogether() {
    const html = await this.#whileLoading(this.#html({ action: "together", situations }), "waiting");
    if (html !== undefined) this.#part("#vergelijking").innerHTML = html;
  }

  async #reverse() {
    const wanted = /** @type {HTMLInputElement} */ (this.querySelector("#wanted")).value;
    const html = await this.#whileLoading(
      this.#html({ action: "reverse", pairs: answers(this.#form), wanted }),
      "waiting",
    );
    if (html !== undefined) this.#part("#omgekeerd").innerHTML = html;
  }

  /** @param {string} text */
  async #copy(text) {
    const told = this.#part(".rh-taken");
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = told.dataset.done ?? "";
    } catch {
      told.textContent = told.dataset.notDone ?? "";
    }
  }

  /** @param {string} name */
  #save(name) {
    const file = this.#answered?.files[name];
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: file.type }));
    link.download = file.name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /** Load the engine once the page can be read; where data cost money or time, once somebody starts to answer. */
  async #loadInTime() {
    await (isSparing() ? touched(this.#form) : idle());
    if (this.isConnected && !this.#again) await this.#load();
  }

  /** Load the engine and let it rehearse, without moving the reader when it is there. */
  async #load() {
    this.#again = () => this.#load();
    await this.#whileLoading(this.#rehearse());
  }

  /** Until somebody asks something real. */
  async #rehearse() {
    const question = { action: "assess", pairs: [...REHEARSAL, today()] };
    for (let turn = 0; turn < REHEARSALS && this.#asked === 0; turn += 1) await client?.rehearse(question);
    if (this.#asked === 0 && mayKeep()) client?.keep(question);
  }

  #openLink() {
    const linked = answersInAddress("v");
    if (linked) this.#open(linked);
  }

  /**
   * Show what a link holds: its answers in the form, and their result.
   *
   * @param {Pair[]} pairs
   */
  async #open(pairs) {
    const dated = pairs.some(([name]) => name === "applied_on") ? pairs : [...pairs, today()];
    fill(this.#form, dated);
    const read = JSON.stringify(answers(this.#form));
    const opened = await this.#assess(dated, { submitted: false });
    if (!opened) return;
    // What somebody typed meanwhile is worth more than how the link is understood.
    if (JSON.stringify(answers(this.#form)) === read) fill(this.#form, opened.pairs);
    showErrors(this.#form, opened.response.errors ?? []);
  }

  /**
   * @param {Pair[]} pairs
   * @param {{ submitted: boolean }} options whether the visitor asked for it just now, and so wants to be taken there
   */
  async #assess(pairs, { submitted }) {
    this.#asked += 1;
    const turn = this.#asked;
    this.#again = () => this.#assess(pairs, { submitted });
    const answered = await this.#whileLoading(this.#judgement(pairs), "waiting");
    if (!answered || turn !== this.#asked || !this.isConnected) return undefined;
    this.#answered = answered;
    this.#tell(answered.response.errors ?? [], answered.errors_html, answered.result_html);
    if (submitted) this.#arrive(answered);
    this.dispatchEvent(
      new CustomEvent("kmo-rekenhulp:beoordeeld", { bubbles: true, detail: answered.response }),
    );
    return answered;
  }

  /**
   * @param {Pair[]} pairs
   * @returns {Promise<Answer> | undefined}
   */
  #judgement(pairs) {
    return client?.ask({ action: "assess", pairs });
  }

  /**
   * @param {object} message
   * @returns {Promise<string> | undefined}
   */
  #html(message) {
    return client?.ask(message).then(({ html }) => html);
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
    this.#part("#fouten").innerHTML = summary;
    this.#part("#resultaat").innerHTML = result;
    showErrors(this.#form, errors);
  }

  /** @param {Answer} answered */
  #arrive(answered) {
    if (!answered.response.errors) history.replaceState(history.state, "", `#${answered.fragment}`);
    const place = this.#part(answered.response.errors ? "#fouten" : "#resultaat");
    const heading = place.querySelector("[tabindex]");
    if (heading instanceof HTMLElement) heading.focus();
    place.scrollIntoView();
  }

  /**
   * Say what the engine does until it has done it; undefined when it cannot.
   *
   * @template T
   * @param {Promise<T> | undefined} work
   * @param {string} state
   */
  async #whileLoading(work, state = "loading") {
    const soon = setTimeout(() => this.#say(state), NOTICED_AFTER_MS);
    const slow = setTimeout(() => this.#say("slow"), SLOW_AFTER_MS);
    const again = () => {
      clearTimeout(soon);
      this.#say("again");
    };
    client?.addEventListener("again", again);
    try {
      const done = await work;
      this.#say("ready");
      return done;
    } catch (error) {
      console.error(error);
      this.#say(error instanceof NotPossible ? "impossible" : "failed");
      return undefined;
    } finally {
      clearTimeout(soon);
      clearTimeout(slow);
      client?.removeEventListener("again", again);
    }
  }

  /** @param {string} state */
  #say(state) {
    if (this.dataset.state === state) return;
    this.dataset.state = state;
    const sentence = this.querySelector(`template[data-state="${state}"]`);
    if (sentence instanceof HTMLTemplateElement) {
      this.#part(".rh-state").replaceChildren(sentence.content.cloneNode(true));
    }
    const failed = state === "failed" || state === "impossible";
    this.#progress.hidden = failed || state === "ready";
    if (this.#progress.hidden) this.#progress.removeAttribute("value");
    this.#part(".rh-rescue").hidden = !failed && state !== "slow";
    this.#part("[data-do=retry]").hidden = !failed;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #part(selector) {
    const part = this.querySelector(selector);
    if (part instanceof HTMLElement) return part;
    throw new Error(`${selector} is missing`);
  }
}

/**
 * The visitor's own day: only the page knows a clock.
 *
 * @returns {Pair}
 */
function today() {
  return ["applied_on", new Date().toLocaleDateString("nl-BE")];
}

/** Whether this page may keep something on the device; the one in somebody else's page may not. */
function mayKeep() {
  try {
    return !isSwitchedOff() && Boolean(window.caches);
  } catch {
    return false;
  }
}

/** @param {HTMLFormElement} form */
function fillToday(form) {
  if (!answers(form).some(([name]) => name === "applied_on")) answer(form, ...today());
}

/**
 * @param {string} mark the name that says what kind of answers these are
 * @returns {Pair[] | null}
 */
function answersInAddress(mark) {
  const pairs = [...new URLSearchParams(location.hash.slice(1))];
  return pairs.some(([name]) => name === mark) ? pairs.slice(0, MOST_PAIRS) : null;
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
