/**
 * `<kmo-rekenhulp data-engine="…">`: makes the form in it answer, and keeps the answer beside it up to date. Everything
 * it shows was written by Python.
 */

import {
  answersInAddress,
  DRAFT,
  isFollowed,
  isNew,
  keepAnswers,
  keepFragment,
  LINK,
  linkInAddress,
  linkTo,
} from "./address.mjs";
import { NewDay, thisYear, today } from "./days.mjs";
import { DEEDS, reverse } from "./deeds.mjs";
import { Errors } from "./errors.mjs";
import {
  answer,
  answers,
  carries,
  fill,
  firstOpen,
  goTo,
  holds,
  offers,
  openWhatIsAnswered,
  part,
  showWhatApplies,
} from "./form.mjs";
import { GROUP, nameMembers } from "./group.mjs";
import { most } from "./limits.mjs";
import { forget, remember, remembered } from "./memory.mjs";
import { Pace } from "./pace.mjs";
import { idle, isSparing, touched } from "./polite.mjs";
import {
  forgetProjects,
  forThePlan,
  hasProjects,
  nameProject,
  planned,
  restoreProjects,
  showProjects,
} from "./projects.mjs";
import { rehearse } from "./rehearsal.mjs";
import { sharedClient } from "./shared.mjs";
import { Sheet } from "./sheet.mjs";
import { goToNext, headline, Press, replaceAnswer, tell } from "./showing.mjs";
import { Status } from "./status.mjs";
import { prepare } from "./taking.mjs";
import { setYear, turnToYear, understood, withoutYear } from "./year.mjs";

/**
 * @typedef {import("./client.mjs").Pair} Pair
 * @typedef {import("./client.mjs").Answer} Answer
 */

/** Who stops typing for so long wants to know. */
const PAUSE_MS = 250;
/** What the size depends on. */
const FIGURES = /^enterprise\.(periods|group|estimates|group_changed)/;
/** The day of the application: where nobody chose one, it is the day on which somebody looks. */
const DAY = "applied_on";
/** Beside the answers: the questions that somebody cannot answer now. */
const LATER = "later";
/** Beside the answers: what the visitor calls the project. */
const NAME = "project";

/** The engine and the answers outlive the page under instant navigation, and end with the visit. */
/** @type {import("./client.mjs").Client | undefined} */
let client;
/** @type {Pair[] | undefined} */
let kept;

export class Rekenhulp extends HTMLElement {
  form = /** @type {HTMLFormElement} */ (part(this, "form"));
  result = part(this, "#resultaat");
  sheet = new Sheet(this);
  /** The answer that shows. @type {Answer | undefined} */
  answered;
  /** What a failure left undone. @type {(() => void) | undefined} */
  again;
  /** Where the next answer takes the visitor: nowhere, to the result or the errors, or to what the result asks next. */
  #goes = /** @type {"" | "result" | "next"} */ ("");
  /** What came last, with errors or without. @type {Answer | undefined} */
  #newest;
  /** The answers of the form to which that was the answer. @type {Pair[]} */
  #shown = [];
  /** What is asked instead of the form, until somebody changes it: a link says more. @type {Pair[] | undefined} */
  #linked;
  /** Whether the form must still get those answers as they are understood. */
  #isOpening = false;
  /** Whether the answers came with a link: then they are listed above the form. */
  #isLinked = false;
  #errors = new Errors(this);
  /** Questions to be asked last. @type {Set<string>} */
  #later = new Set();
  /** What was wiped, while it can still be brought back. @type {(() => void) | undefined} */
  #wiped;
  #remember = /** @type {HTMLInputElement} */ (part(this, "[data-remember]"));
  #live = part(this, ".rh-live");
  #status = new Status(this, (sentence) => this.sheet.tellState(sentence));
  #pace = new Pace(["year", "size", "result", "name", "projects"], (what) => this.#asked(what));
  /** Whether somebody asked something already. */
  #isUsed = false;
  #press = new Press();
  #newDay = new NewDay(() => this.#dayTurned());

  connectedCallback() {
    const engine = new URL(this.dataset.engine ?? "", import.meta.url).href;
    client = sharedClient(engine);
    for (const event of ["progress", "restart", "again"]) client.addEventListener(event, this);
    for (const event of [
      "pointerdown",
      "click",
      "focusin",
      "focusout",
      "input",
      "change",
      "keydown",
      "submit",
    ])
      this.addEventListener(event, this);
    window.addEventListener("hashchange", this);
    this.dataset.answersAt = location.pathname; // see back.js
    document.addEventListener("visibilitychange", this);
    this.result.addEventListener("toggle", prepare, true);
    this.sheet.connect();
    isFollowed();
    const draft = this.#draft(kept ?? []);
    const known = draft ?? kept ?? remembered();
    // What no form holds, the calculator refuses with a reason.
    const linked = answersInAddress(LINK) ?? (known && !holds(this.form, known) ? known : null);
    this.#remember.checked = remembered() !== undefined;
    if (known && !linked) this.#restore(known);
    else setYear(this.form, linked ? "" : thisYear());
    showWhatApplies(this.form);
    this.#newDay.watch();
    if (linked) this.#open(linked);
    else this.#loadInTime(known !== undefined);
    if (draft && isNew(draft)) this.#begin();
    if (hasProjects()) this.#pace.now("projects");
  }

  disconnectedCallback() {
    kept = this.#given();
    this.#pace.stop();
    this.sheet.disconnect();
    for (const event of ["progress", "restart", "again"]) client?.removeEventListener(event, this);
    window.removeEventListener("hashchange", this);
    document.removeEventListener("visibilitychange", this);
    this.#newDay.stop();
  }

  /** @param {Event} event */
  handleEvent(event) {
    const { target } = event;
    const path = target instanceof Element ? (target.getAttribute("name") ?? "") : "";
    const isAsked = target instanceof Node && this.form.contains(target);
    if (event.type === "submit") {
      event.preventDefault();
      this.#submitted(/** @type {HTMLFormElement} */ (target));
    } else if (event.type === "click") this.#click(event);
    else if (event.type === "pointerdown") this.#press.begin().then(() => this.#tellErrors());
    else if (event.type === "focusin") {
      if (target instanceof Element && target.matches("[data-member]")) nameMembers(this.form);
    } else if (event.type === "input") isAsked ? this.#typed(path) : this.#named(target, event.type);
    else if (event.type === "change") isAsked ? this.#chose(path) : this.#keepOnDevice();
    else if (event.type === "keydown") event instanceof KeyboardEvent && this.#endsName(event);
    else if (event.type === "focusout") isAsked ? this.#leave(path) : this.#named(target, event.type);
    else if (event.type === "visibilitychange") this.#newDay.look();
    else if (event.type === "again") this.#status.again();
    else if (event.type === "restart") this.#status.say("restarting");
    else if (event instanceof CustomEvent) this.#status.progress(event.detail);
    else if (event.type === "hashchange" && isFollowed()) this.#follow();
  }

  /**
   * The answer to a question that the visitor waits for; undefined where the engine cannot give one, which is said.
   *
   * @param {object} message
   * @returns {Promise<any>}
   */
  async ask(message) {
    this.#isUsed = true;
    const told = await this.#status.during(client?.askAgain(message), "waiting");
    if (told === undefined) this.#pace.stop();
    return told;
  }

  /**
   * The answers are others than before: keep them in the address, for who reloads or comes back, and ask what they give.
   *
   * @param {"" | "result" | "next"} goes where that takes the visitor
   */
  changed(goes = "") {
    showWhatApplies(this.form);
    this.#keep();
    this.#leaveLink();
    this.#isStale();
    this.#goes = goes;
    this.#pace.now("size", "result");
  }

  /** The questions that are asked last. */
  get later() {
    return [...this.#later];
  }

  /**
   * Ask this question last: the visitor cannot answer it now.
   *
   * @param {string} path
   */
  askLater(path) {
    this.#later.add(path);
    this.changed("next");
  }

  /**
   * Make these the answers of the form. Those about one year are of the year they name; else, without a day that
   * somebody chose, of this one; else Python tells.
   *
   * @param {Pair[]} pairs
   */
  fill(pairs) {
    fill(this.form, pairs);
    this.#later = new Set(pairs.flatMap(([name, value]) => (name === LATER ? [value] : [])));
    this.#errors.answered(pairs.map(([name]) => name));
    const named = pairs.find(([name]) => name === "year")?.[1];
    const dated = pairs.some(([name]) => name === DAY || name === "made");
    setYear(this.form, named ?? (dated ? "" : thisYear()));
    answer(this.form, NAME, pairs.find(([name]) => name === NAME)?.[1] ?? "");
  }

  /** @param {string} name what the visitor calls the project in the form from now on */
  name(name) {
    answer(this.form, NAME, name);
  }

  /** The form has no day of its own any more: the answers about one year are those about this one. */
  turnToToday() {
    turnToYear(this.form, thisYear());
  }

  /** Done once no button is pressed: until then nothing may move it away. */
  get released() {
    return this.#press.over;
  }

  clear() {
    const given = this.#given();
    const projects = forgetProjects(this);
    const { checked } = this.#remember;
    forget();
    this.#remember.checked = false;
    this.fill([]);
    this.#forgetAnswer();
    keepFragment("");
    this.#wiped = () => {
      this.#remember.checked = checked;
      this.fill(given);
      restoreProjects(this, projects);
      this.changed();
    };
    part(this, ".rh-undo").hidden = false;
    part(this, "[data-do=undo]").focus({ preventScroll: true });
  }

  undo() {
    const wiped = this.#wiped;
    this.#keepWiped();
    wiped?.();
    part(this, "[data-do=clear]").focus({ preventScroll: true });
  }

  /** Once a new version was published the scripts of this page are gone: then the page is loaded anew, with the answers. */
  async retry() {
    if (!(await isGone())) return this.again?.();
    keepAnswers(answers(this.form), this.#isUsed ? LINK : DRAFT);
    location.reload();
  }

  /** What was wiped is gone for good. */
  #keepWiped() {
    this.#wiped = undefined;
    part(this, ".rh-undo").hidden = true;
  }

  /** Show nothing, as before the first answer. */
  #forgetAnswer() {
    this.#pace.stop();
    this.answered = this.#newest = this.#linked = undefined;
    this.#isOpening = this.#isLinked = this.#errors.showsAll = false;
    this.#goes = "";
    this.result.replaceChildren();
    for (const place of [".rh-given", "#omgekeerd"]) part(this, place).replaceChildren();
    this.#live.replaceChildren();
    this.sheet.mark("");
    this.sheet.tell("");
    this.#tellErrors();
  }

  /** @param {HTMLFormElement} submitted */
  #submitted(submitted) {
    const { asks } = submitted.dataset;
    if (submitted === this.form) {
      if (this.#isRefused()) this.#leaveLink();
      this.#goes = "result";
      if (this.#newest && this.#isNow(this.#shown)) this.#arriveAt(this.#newest);
      else this.#pace.now("result");
    } else if (asks) {
      const control = /** @type {HTMLInputElement} */ (submitted.elements.namedItem("answer"));
      DEEDS.set?.(this, JSON.stringify([[asks, control.value]]), submitted);
    } else reverse(this);
  }

  /** @param {string} path of the question in which somebody types or chooses */
  #typed(path) {
    this.#touch();
    if (path.endsWith(".name")) nameMembers(this.form);
    this.#errors.type(path);
    this.#isStale();
    // Half a day is another day, and brings another year.
    if (path === DAY || this.#status.isFailed) return;
    this.#pace.after(PAUSE_MS, "result");
    if (FIGURES.test(path)) this.#pace.after(PAUSE_MS, "size");
  }

  /** @param {string} path of the question that was answered */
  #chose(path) {
    this.#touch();
    this.#errors.leave(path);
    showWhatApplies(this.form);
    this.#keep();
    this.#isStale();
    if (this.#status.isFailed) return;
    if (path === DAY) this.#pace.now("year");
    if (FIGURES.test(path)) this.#pace.now("size");
    this.#pace.now("result");
  }

  /** @param {string} path of the question that was left */
  #leave(path) {
    this.#errors.leave(path);
    this.#tellErrors();
    // Whoever typed a day and took it back changed nothing.
    if (path === DAY && part(this, ".rh-answer").dataset.stale === "counting")
      this.#pace.now("year", "result");
  }

  /** Somebody changes an answer: from now on the form says it all, and nothing takes the visitor away from it. */
  #touch() {
    this.#leaveLink();
    this.#goes = "";
    if (this.#wiped) this.#keepWiped();
  }

  /** The answers are no longer those of a link: what was said of it is over. */
  #leaveLink() {
    this.#linked = undefined;
    for (const told of this.result.querySelectorAll("[data-of-link]")) told.remove();
    if (!this.#isRefused()) return;
    this.#newest = undefined;
    this.#errors.showsAll = false;
    this.#tellErrors();
  }

  /** Whether it is not one answer that is wrong, but all of what came. */
  #isRefused() {
    return this.#newest?.response.errors?.some(({ field }) => field === "") ?? false;
  }

  /** What shows is of before, until the answer comes. */
  #isStale() {
    if (this.result.firstChild) this.sheet.mark("counting");
  }

  /** @param {Event} event */
  #click(event) {
    this.#press.end(); // where it began
    if (!(event.target instanceof Element)) return;
    const target = event.target.closest("[data-do]");
    if (!(target instanceof HTMLElement)) return;
    // A link to a question would put the question in the address, where the answers are.
    event.preventDefault();
    event.stopPropagation();
    DEEDS[target.dataset.do ?? ""]?.(this, target.dataset.with ?? "", target);
  }

  /** The answers, and the questions to be asked last. @returns {Pair[]} */
  #given() {
    return [...answers(this.form), ...[...this.#later].map((path) => /** @type {Pair} */ ([LATER, path]))];
  }

  #keep() {
    const given = this.#given();
    if (given.some(([name]) => name !== "year")) keepAnswers(given);
    else keepFragment("");
    this.#keepOnDevice();
  }

  /**
   * What the visitor types as the name of a project is its name, after a pause everywhere on the page.
   *
   * @param {EventTarget | null} target
   * @param {string} how it came to this
   */
  #named(target, how) {
    if (!(target instanceof HTMLTextAreaElement)) return;
    if (how === "input") {
      nameProject(this, Number(target.dataset.names), target.value);
      this.#pace.after(PAUSE_MS, "name");
    } else if (target.value !== target.defaultValue) this.#pace.now("name");
  }

  /** A name is one line of text, however many it takes on the screen: Enter ends it. @param {KeyboardEvent} event */
  #endsName(event) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    this.#named(event.target, event.type);
  }

  /** Only for who asks for it. */
  #keepOnDevice() {
    if (this.#remember.checked) remember(this.#given().filter(([name]) => name !== DAY));
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

  /**
   * Ask one thing about the form as it is now.
   *
   * @param {string} what
   */
  async #asked(what) {
    this.again = () => this.#pace.now(what);
    if (what === "year") await this.#askYear();
    else if (what === "size") await this.#askSize();
    else if (what === "result") await this.#askResult();
    else {
      if (what === "name") this.#keep();
      await showProjects(this);
    }
  }

  /** Say what the figures come to, and ask for what else can matter. */
  async #askSize() {
    const pairs = answers(this.form);
    if (!pairs.some(([name]) => FIGURES.test(name)) && !carries(this.form) && this.#live.innerHTML === "")
      return;
    const told = await this.ask({ action: "size", pairs, today: today() });
    if (!told || !this.isConnected || !this.#isNow(pairs)) return;
    this.#settle(told.pairs);
    Object.assign(this.form.dataset, { years: told.years, yearsOfOthers: told.years_of_others });
    showWhatApplies(this.form);
    tell(this.#live, told.html);
  }

  /** A day in another year brings other answers about that year. */
  async #askYear() {
    const pairs = answers(this.form);
    const { year } = (await this.ask({ action: "year", pairs, today: today() })) ?? { year: "" };
    if (!this.isConnected || !this.#isNow(pairs)) return;
    turnToYear(this.form, year);
    this.#keep();
  }

  /** What the answers give. An answer to other answers than those of now is never shown. */
  async #askResult() {
    const linked = this.#linked;
    const pairs = answers(this.form);
    if (!linked && !this.#goes && withoutYear(this.form).length === 0) return this.#forgetAnswer();
    /** @type {Answer | undefined} */
    const answered = await this.ask({
      action: "assess",
      pairs: linked ?? pairs,
      link: linked && this.#isOpening ? linkInAddress() : "",
      later: this.later,
      offers: offers(this.form),
      ...planned(),
      page: linkTo("").slice(0, -1),
      today: today(),
    });
    await this.#press.over;
    if (!answered || !this.isConnected || linked !== this.#linked || !this.#isNow(pairs)) return;
    if (linked && this.#isOpening) this.#understand(answered, linked);
    this.#show(answered);
  }

  /**
   * Whether these are still the answers of the form.
   *
   * @param {Pair[]} pairs
   */
  #isNow(pairs) {
    return JSON.stringify(answers(this.form)) === JSON.stringify(pairs);
  }

  /** @param {Answer} answered */
  #show(answered) {
    const { errors } = answered.response;
    this.#newest = answered;
    this.#settle(answered.pairs);
    if (!errors) {
      this.answered = answered;
      this.#errors.showsAll = false;
    } else if (this.#goes === "result") this.#errors.showsAll = true;
    // With an answer that is wrong the result of before stays, and says so.
    if (!errors || !this.answered) replaceAnswer(this.result, answered.result_html);
    this.sheet.mark(errors && this.answered ? "wrong" : "");
    this.sheet.tell(answered.line ?? "");
    this.#list();
    this.#tellErrors();
    turnToYear(this.form, answered.year);
    this.#shown = answers(this.form);
    this.#announce(answered);
    this.#go(answered);
    if (hasProjects()) this.#pace.now("projects");
    this.dispatchEvent(
      new CustomEvent("kmo-rekenhulp:beoordeeld", { bubbles: true, detail: answered.response }),
    );
  }

  /**
   * Take the visitor to the answer that is there already.
   *
   * @param {Answer} answered
   */
  #arriveAt(answered) {
    this.#errors.showsAll = answered.response.errors !== undefined;
    this.#tellErrors();
    this.#go(answered);
  }

  /** The answers of a link stand above the form, as they were understood. */
  #list() {
    const list = this.#isLinked && this.result.querySelector("[data-fold=answers], .rh-answers");
    if (!(list instanceof HTMLDetailsElement)) return;
    const before = part(this, ".rh-given").querySelector("details");
    list.open = before?.open ?? true;
    part(this, ".rh-given").replaceChildren(list);
  }

  /** What is pressed stays where it is. */
  #tellErrors() {
    if (!this.#press.over) this.#errors.show(this.#newest);
  }

  /** @param {Answer} answered */
  #announce({ announcement = "", response }) {
    if (response.errors && !this.#errors.showsAll && !this.form.querySelector("[aria-invalid]")) return;
    for (const place of this.querySelectorAll(".rh-announced"))
      if (place.textContent !== announcement) place.textContent = announcement;
  }

  /** @param {Answer} answered */
  async #go({ response, fragment }) {
    const goes = this.#goes;
    this.#goes = "";
    // Whoever wants the result sees all errors, whoever presses what.
    if (goes === "next") {
      const wrong = this.result.querySelector("[data-error-of]:not([hidden])")?.closest("form");
      if (wrong) /** @type {HTMLElement | null} */ (wrong.querySelector("[name=answer]"))?.focus();
      else goToNext(this.result);
    } else if (goes === "result" && response.errors) {
      await this.sheet.close();
      this.#arrive(part(this, "#fouten"), "start");
    } else if (goes === "result") {
      keepFragment(fragment);
      this.sheet.open();
      this.#arrive(this.result, this.sheet.isSeen ? "nearest" : "start");
    }
  }

  /**
   * @param {HTMLElement} place
   * @param {ScrollLogicalPosition} block
   */
  #arrive(place, block) {
    headline(place)?.focus({ preventScroll: true });
    (block === "start" ? place : (headline(place) ?? place)).scrollIntoView({ block });
  }

  /** On a new day, ask again what was answered on the one before. */
  #dayTurned() {
    // What was answered about the year that ended is asked along, so that it is said what became of it.
    if (this.answered && this.answered === this.#newest) this.#linked ??= understood(this.answered);
    if (!answers(this.form).some(([name]) => name === DAY)) turnToYear(this.form, thisYear());
    if (hasProjects()) this.#pace.now("projects");
    if (this.#newest) this.#pace.now("result");
  }

  /**
   * Load the engine once the page can be read; where data cost money or time, once somebody starts to answer.
   *
   * @param {boolean} isAnswered whether the visitor gave answers before, and so gets to see what they give
   */
  async #loadInTime(isAnswered) {
    await (isSparing() && !carries(this.form) ? touched(this.form) : idle());
    if (!this.isConnected || this.again) return;
    if (isAnswered || carries(this.form)) this.#pace.now("size", "result");
    else await this.#load();
  }

  /** Load the engine and let it rehearse, without moving the reader when it is there. */
  async #load() {
    this.again = () => this.#load();
    await this.#status.during(rehearse(client, () => !this.#isUsed));
  }

  /** @param {Pair[]} known */
  #restore(known) {
    this.fill(known);
    openWhatIsAnswered(this.form);
  }

  /** Whoever comes with a few answers from elsewhere goes on where the questions are still open. */
  #begin() {
    keepAnswers(this.#given());
    goTo(firstOpen(this.form));
  }

  /**
   * The answers of a draft in the address; a new one is the next project of the plan that there is.
   *
   * @param {Pair[]} before what was in the form
   */
  #draft(before) {
    const draft = answersInAddress(DRAFT);
    return draft && isNew(draft) ? forThePlan(this, draft, before) : draft;
  }

  #follow() {
    const linked = answersInAddress(LINK);
    const draft = this.#draft(answers(this.form));
    if (linked) this.#open(linked);
    else if (draft && isNew(draft)) {
      this.fill(draft);
      this.changed();
      this.#begin();
    }
  }

  /**
   * Show what a link holds: its answers in the form, and their result.
   *
   * @param {Pair[]} pairs
   */
  #open(pairs) {
    if (holds(this.form, pairs)) this.fill(pairs);
    // One more than may be is enough to be told so.
    this.#linked = pairs.slice(0, most(this.form).answers + 1);
    this.#isLinked = this.#isOpening = true;
    this.#isStale();
    this.sheet.open();
    this.#pace.now("result", "size");
  }

  /**
   * Put the answers of a link in the form as they were understood.
   *
   * @param {Answer} answered
   * @param {Pair[]} linked
   */
  #understand(answered, linked) {
    this.#isOpening = false;
    if (holds(this.form, linked)) this.fill(understood(answered));
    this.#errors.showsAll = answered.response.errors !== undefined;
    if (this.#errors.showsAll) this.sheet.close();
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
