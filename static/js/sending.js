// Sends a form with data-draft. Without a connection a browser would leave for its own error page; here the form stays, with
// everything typed, and goes out again as soon as the connection is back. The site sees from the version that it sent along
// whether it has a form already: the same one twice is saved once.
const LATE_MS = 800;
const PATIENCE_MS = 30000;
const AGAIN_MS = 20000;
// A proxy that finds no site behind it, and a site that has no database.
const NOBODY_THERE = [502, 503, 504];

// Letters are changed in parts of a page; htmx sends those forms itself.
export const isSentByHtmx = (form) => form.closest("[hx-boost]") !== null;

export class Sending {
  constructor(form, bar, kept) {
    Object.assign(this, { form, bar, kept, busy: false, waiting: null });
  }

  start() {
    this.form.addEventListener("submit", (event) => {
      // A browser that does not say which button was pressed sends the form as ever.
      if (!("submitter" in event)) return;
      event.preventDefault();
      this.send(event.submitter);
    });
    // Whoever goes on typing is not led away from it.
    this.form.addEventListener("input", () => this.waiting?.byItself && this.wait(this.waiting.button, false));
    window.addEventListener("online", () => this.waiting?.byItself && this.send(this.waiting.button));
  }

  async send(button) {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.waiting?.timer);
    const late = setTimeout(() => this.bar.sending(), LATE_MS);
    const answer = await this.ask(button);
    clearTimeout(late);
    if (answer !== null) return this.go(answer, button);
    this.busy = false;
    return this.wait(button, true);
  }

  // null where nobody answers.
  async ask(button) {
    const data = new FormData(this.form);
    if (button?.name) data.append(button.name, button.value);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    const options = {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { "X-Requested-With": "form" },
      redirect: "manual",
      signal: stop.signal,
    };
    try {
      const answer = await fetch(this.form.getAttribute("action") || window.location.href, options);
      return NOBODY_THERE.includes(answer.status) ? null : answer;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async go(answer, button) {
    const to = answer.status === 204 && answer.headers.get("Location");
    if (to) {
      await this.kept.delivered();
      window.location.assign(to);
      return;
    }
    // A page to read: something is to be mended, or both texts. Nothing was saved, so the form may go the ordinary way.
    await this.kept.now();
    this.kept.stop();
    if (button?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
      this.form.append(pressed);
    }
    HTMLFormElement.prototype.submit.call(this.form);
  }

  async wait(button, byItself) {
    clearTimeout(this.waiting?.timer);
    const again = () => this.send(button);
    this.waiting = { button, byItself, timer: byItself ? setTimeout(again, AGAIN_MS) : 0 };
    this.bar.offline({ kept: await this.kept.now(), byItself, again });
  }
}
