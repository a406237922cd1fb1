/**
 * `<kmo-rekenhulp data-engine="…">`: makes the form in it answer. Everything it shows was written by Python.
 */

import { NotPossible } from "./client.mjs";
import { answer, answers, carries, fill, goTo, showErrors, showWhatApplies } from "./form.mjs";
import { addRow, nameMembers, start, withoutRow } from "./group.mjs";
import { forget, remember, remembered } from "./memory.mjs";
import { idle, isSparing, touched } from "./polite.mjs";
import { isSwitchedOff, sharedClient } from "./shared.mjs";
import { setYear, turnToYear } from "./year.mjs";

/** @typedef {import("./client.mjs").Pair} Pair */
/** @typedef {import("./client.mjs").Answer} Answer */

/** Less than this is not worth a word. */
const NOTICED_AFTER_MS = 200;
const SLOW_AFTER_MS = 10_000;
/** More than any form holds; the calculator says what is wrong with a link that has more. */
const MOST_PAIRS = 5_000;
const MOST_SITUATIONS = 6;
/** Who stops typing for so long wants to know. */
const PAUSE_MS = 600;
/** The group, as it is asked and as it was asked before. */
const GROUP = /^enterprise\.(group|relations)\./;
/** What the size depends on. */
const FIGURES = /^enterprise\.(periods|group|estimates|group_changed)/;

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

/** The day of the application: where nobody chose one, it is the day on which somebody looks. */
const DAY = "applied_on";

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
  #live = /** @type {HTMLElement} */ (this.querySelector(".rh-live"));
  #asked = 0;
  #sized = 0;
  /** The visitor's day when this page last looked. */
  #today = today();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #midnight;
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
    add: (list) => this.#grown(addRow(this.#form, list) ?? list),
    start: (ready) => this.#grown(start(this.#form, JSON.parse(ready))),
    remove: (path) => this.#remove(path),
    set: (changes) => this.#change(JSON.parse(changes)),
    retry: () => this.#again?.(),
    clear: () => this.#clear(),
    copy: (name) => this.#copy(this.#answered?.files[name]?.text ?? ""),
    copy_link: () => this.#copy(`${location.href.split("#")[0]}#${this.#answered?.fragment}`),
    print: () => window.print(),
    save: (name) => this.#save(name),
    keep: () => this.#together([...situations, understood(this.#answered)].slice(-MOST_SITUATIONS)),
    drop: (place) => this.#together(situations.filter((_, other) => other !== Number(place))),
    open: (place) => this.#reopen(situations[Number(place)] ?? []),
  };

  connectedCallback() {
    const engine = new URL(this.dataset.engine ?? "", import.meta.url).href;
    client = sharedClient(engine);
    client.addEventListener("progress", this);
    this.addEventListener("submit", this);
    this.addEventListener("focusin", this);
    this.addEventListener("input", this);
    this.addEventListener("change", this);
    this.addEventListener("click", this);
    window.addEventListener("hashchange", this);
    document.addEventListener("visibilitychange", this);
    const linked = answersInAddress("v");
    const known = answersInAddress(DRAFT) ?? kept ?? remembered();
    this.#remember.checked = remembered() !== undefined;
    if (known && !linked) this.#fill(known);
    else setYear(this.#form, linked ? "" : thisYear());
    showWhatApplies(this.#form);
    this.#waitForMidnight();
    if (linked) this.#open(linked);
    else if (carries(this.#form)) this.#size();
    else this.#loadInTime();
    if (situations.length > 0) this.#showTogether();
  }

  disconnectedCallback() {
    kept = answers(this.#form);
    client?.removeEventListener("progress", this);
    window.removeEventListener("hashchange", this);
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.#midnight);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      if (event.target === this.#form) this.#assess(answers(this.#form), { submitted: true });
      else this.#reverse();
    } else if (event.type === "input") this.#typed(event.target);
    else if (event.type === "focusin") {
      if (event.target instanceof Element && event.target.matches("[data-member]")) nameMembers(this.#form);
    } else if (event.type === "change") {
      if (event.target instanceof Node && this.#form.contains(event.target)) this.#changed();
      else this.#keepOnDevice();
      if (event.target instanceof HTMLInputElement && event.target.name === DAY) this.#askYear();
    } else if (event.type === "click") this.#click(event);
    else if (event.type === "visibilitychange") this.#look();
    else if (event instanceof CustomEvent) this.#progress.value = event.detail;
    else this.#openLink();
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    const path = target && "name" in target ? String(target.name) : "";
    if (path.endsWith(".name")) nameMembers(this.#form);
    if (FIGURES.test(path)) this.#sizeSoon();
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
    if (this.#remember.checked) remember(answers(this.#form).filter(([name]) => name !== DAY));
    else forget();
  }

  /** @param {Pair[]} changes */
  #change(changes) {
    // What another year has of its own comes first, then what is changed in it.
    for (const [path, value] of changes) if (path === "year") turnToYear(this.#form, value);
    for (const [path, value] of changes) answer(this.#form, path, value);
    this.#changed();
    this.#form.requestSubmit();
  }

  /** @param {string} path of what to fill in first */
  #grown(path) {
    nameMembers(this.#form);
    this.#changed();
    this.#sizeSoon();
    goTo(path);
    const first = document.activeElement;
    if (first instanceof HTMLInputElement) first.select();
  }

  /** @param {string} path of the row that goes */
  #remove(path) {
    fill(this.#form, withoutRow(answers(this.#form), path));
    this.#changed();
    this.#sizeSoon();
    goTo(path.slice(0, path.lastIndexOf(".")));
  }

  #sizeSoon() {
    this.#sized += 1;
    const turn = this.#sized;
    setTimeout(() => turn === this.#sized && this.isConnected && this.#size(), PAUSE_MS);
  }

  /**
   * Put in the list what the form only carried, as the calculator understood it.
   *
   * @param {Pair[]} pairs
   */
  #settle(pairs) {
    if (!carries(this.#form)) return;
    const typed = answers(this.#form).filter(([name]) => !GROUP.test(name));
    fill(this.#form, [...typed, ...pairs.filter(([name]) => GROUP.test(name))]);
  }

  /** Say what the figures come to, and ask for what else can matter. */
  async #size() {
    this.#sized += 1;
    const turn = this.#sized;
    const told = await this.#whileLoading(
      client?.ask({ action: "size", pairs: answers(this.#form), today: today() }),
    );
    if (!told || turn !== this.#sized || !this.isConnected) return;
    this.#settle(told.pairs);
    Object.assign(this.#form.dataset, { years: told.years, yearsOfOthers: told.years_of_others });
    showWhatApplies(this.#form);
    if (this.#live.innerHTML !== told.html) this.#live.innerHTML = told.html;
  }

  #clear() {
    forget();
    this.#remember.checked = false;
    this.#asked += 1;
    this.#sized += 1;
    this.#answered = undefined;
    this.#live.replaceChildren();
    this.#fill([]);
    this.#tell([], "", "");
    situations = [];
    this.#part("#vergelijking").replaceChildren();
    this.#part("#omgekeerd").replaceChildren();
    history.replaceState(history.state, "", location.pathname + location.search);
    this.#form.querySelector("input")?.focus();
  }

  /** @param {Pair[]} pairs */
  #reopen(pairs) {
    this.#fill(pairs);
    this.#changed();
    this.#form.requestSubmit();
  }

  /**
   * Make these the answers of the form. Those about one year are of the year they name; else, without a day that
   * somebody chose, of this one; else Python tells.
   *
   * @param {Pair[]} pairs
   */
  #fill(pairs) {
    fill(this.#form, pairs);
    const named = pairs.find(([name]) => name === "year")?.[1];
    const dated = pairs.some(([name]) => name === DAY || name === "made");
    setYear(this.#form, named ?? (dated ? "" : thisYear()));
  }

  /** A day in another year brings other answers about that year. */
  async #askYear() {
    const asked = JSON.stringify(answers(this.#form));
    const message = { action: "year", pairs: answers(this.#form), today: today() };
    const { year } = (await this.#whileLoading(client?.ask(message), "waiting")) ?? { year: "" };
    if (JSON.stringify(answers(this.#form)) !== asked) return;
    turnToYear(this.#form, year);
    this.#changed();
  }

  /** A page that stays open sees the day change. */
  #waitForMidnight() {
    clearTimeout(this.#midnight);
    const now = new Date();
    const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    this.#midnight = setTimeout(() => this.#look(), next.getTime() - now.getTime());
  }

  /** On a new day, ask again what was answered on the one before. */
  async #look() {
    this.#waitForMidnight();
    if (this.#today === today()) return;
    this.#today = today();
    if (!answers(this.#form).some(([name]) => name === DAY)) turnToYear(this.#form, thisYear());
    if (situations.length > 0) await this.#showTogether();
    const again = this.#answered && (await this.#assess(understood(this.#answered), { submitted: false }));
    if (again) turnToYear(this.#form, again.year);
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
    const html = await this.#whileLoading(
      this.#html({ action: "together", situations, today: today() }),
      "waiting",
    );
    if (html !== undefined) this.#part("#vergelijking").innerHTML = html;
  }

  async #reverse() {
    const wanted = /** @type {HTMLInputElement} */ (this.querySelector("#wanted")).value;
    const html = await this.#whileLoading(
      this.#html({ action: "reverse", pairs: answers(this.#form), wanted, today: today() }),
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
    const question = { action: "assess", pairs: REHEARSAL, today: today() };
    for (let turn = 0; turn < REHEARSALS && this.#isIdle(); turn += 1) await client?.rehearse(question);
    if (this.#isIdle() && mayKeep()) client?.keep(question);
  }

  /** Whether nobody asked anything yet. */
  #isIdle() {
    return this.#asked + this.#sized === 0;
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
    // More than the calculator takes is not put into the form first: that alone would freeze the page.
    if (pairs.length <= MOST_PAIRS) this.#fill(pairs);
    const read = JSON.stringify(withoutYear(this.#form));
    const opened = await this.#assess(pairs, { submitted: false });
    if (!opened) return;
    // What somebody typed meanwhile is worth more than how the link is understood.
    if (JSON.stringify(withoutYear(this.#form)) === read) this.#fill(understood(opened));
    else turnToYear(this.#form, opened.year);
    showErrors(this.#form, opened.response.errors ?? []);
    if (answers(this.#form).some(([name]) => FIGURES.test(name))) this.#sizeSoon();
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
    this.#settle(answered.pairs);
    if (submitted) {
      turnToYear(this.#form, answered.year);
      this.#arrive(answered);
    }
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
    return client?.ask({ action: "assess", pairs, today: today() });
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

/** The visitor's own day, as people write it: only the page knows a clock. */
function today() {
  return new Date().toLocaleDateString("nl-BE");
}

function thisYear() {
  return String(new Date().getFullYear());
}

/**
 * What somebody typed or chose: all answers but the year that goes with them.
 *
 * @param {HTMLFormElement} form
 */
function withoutYear(form) {
  return answers(form).filter(([name]) => name !== "year");
}

/**
 * The answers as they were understood, and the year that some of them belong to.
 *
 * @param {Answer | undefined} answered
 * @returns {Pair[]}
 */
function understood(answered) {
  return answered ? [...answered.pairs, ["year", answered.year]] : [];
}

/** Whether this page may keep something on the device; the one in somebody else's page may not. */
function mayKeep() {
  try {
    return !isSwitchedOff() && Boolean(window.caches);
  } catch {
    return false;
  }
}

/**
 * @param {string} mark the name that says what kind of answers these are
 * @returns {Pair[] | null}
 */
function answersInAddress(mark) {
  const pairs = [...new URLSearchParams(location.hash.slice(1))];
  return pairs.some(([name]) => name === mark) ? pairs.slice(0, MOST_PAIRS + 1) : null;
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
