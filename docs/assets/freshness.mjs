// @ts-check
/**
 * A sentence that shows itself once the day after which somebody should have read the sources again has passed.
 * The sentence is in the page, hidden; this only compares the visitor's own day with the one in the page.
 */
class CheckOverdue extends HTMLElement {
  connectedCallback() {
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    this.hidden = day <= (this.dataset.checkAgainBy ?? day);
  }
}

customElements.define("rk-check-overdue", CheckOverdue);
