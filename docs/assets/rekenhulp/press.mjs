/**
 * While a button is pressed nothing may move it away, or the press gets lost.
 */

export class Press {
  /** Done once nothing is pressed any more; undefined where nothing is. @type {Promise<unknown> | undefined} */
  over;

  /** Somebody presses something. Done once that is over, and the click that follows it too. */
  async begin() {
    this.over = new Promise((resolve) => {
      const ended = () => setTimeout(resolve);
      for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, ended, { once: true });
    });
    const press = this.over;
    await press;
    if (this.over === press) this.end();
  }

  end() {
    this.over = undefined;
  }
}
