// Forms with data-draft: what is typed is kept on this device until the site has it, and offered again after a crash.
// Nothing is filled in unasked. [data-draft-bar] holds the case, its key and the words.
import { Bar } from "./draft_bar.js";
import { Drafts, forget, isPossible, onForgetting, purge } from "./draft_store.js";
import { isSentByHtmx, Sending } from "./sending.js";

const AFTER_MS = 400;
const NEVER = ["hidden", "password", "file", "submit", "button", "image", "reset"];

function fields(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.includes(field.type) && !field.closest("[data-no-draft]"));
}

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

// What the form holds as [name, value]; `asServed`: what it held when the page came.
function valuesOf(form, asServed = false) {
  const found = [];
  for (const field of fields(form)) {
    if (isTick(field)) {
      if (asServed ? field.defaultChecked : field.checked) found.push([field.name, field.value]);
    } else if (field.tagName === "SELECT") {
      for (const option of field.options) if (asServed ? option.defaultSelected : option.selected) found.push([field.name, option.value]);
    } else {
      found.push([field.name, asServed ? field.defaultValue : field.value]);
    }
  }
  return found;
}

// A list of choices without a choice shows its first one.
const alike = (one, other) => JSON.stringify(one.filter(([, value]) => value)) === JSON.stringify(other.filter(([, value]) => value));

function fill(form, values) {
  const left = [...values];
  const take = (name, value) => {
    const at = left.findIndex((pair) => pair[0] === name && (value === undefined || pair[1] === value));
    return at < 0 ? undefined : left.splice(at, 1)[0][1];
  };
  for (const field of fields(form)) {
    if (isTick(field)) field.checked = take(field.name, field.value) !== undefined;
    else if (field.tagName === "SELECT") for (const option of field.options) option.selected = take(field.name, option.value) !== undefined;
    else field.value = take(field.name) ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Hidden fields by which the site sees that an answer changed meanwhile.
const guards = (form) => [...form.querySelectorAll("[data-draft-guard]")];

class Kept {
  constructor(form, drafts, bar) {
    Object.assign(this, { form, drafts, bar, page: form.dataset.draft, tab: crypto.randomUUID?.(), timer: 0, over: false });
    this.served = valuesOf(form, true);
    // What the site said when this text was begun, maybe in an earlier visit; and the records it was restored from.
    this.base = this.served;
    this.restored = [];
  }

  start(mayDrop) {
    this.form.addEventListener("input", (event) => this.later(event));
    this.form.addEventListener("change", (event) => this.later(event));
    // Typed before this script arrived.
    if (!alike(valuesOf(this.form), this.served)) this.later();
    this.look(mayDrop).catch(() => {});
  }

  later(event) {
    if (this.over || event?.target.closest("[data-no-draft]")) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), AFTER_MS);
  }

  // Writes what stands in the form; true where that worked.
  async now() {
    clearTimeout(this.timer);
    if (this.over || !this.drafts || !this.form.isConnected) return false;
    const typed = {
      at: Date.now(),
      values: valuesOf(this.form),
      base: this.base,
      guards: guards(this.form).map((field) => [field.name, field.value]),
    };
    try {
      await this.drafts.keep(this.page, this.tab, typed);
      await this.drafts.drop(this.restored.splice(0));
    } catch {
      return false;
    }
    return true;
  }

  // What earlier visits to this page left. What the page shows anyway is no news.
  async look(mayDrop) {
    const found = await this.drafts.read(this.page);
    const isNews = (typed) => !alike(typed.values, this.served);
    if (mayDrop) await this.drafts.drop(found.filter((typed) => !isNews(typed)).map((typed) => typed.id));
    this.offer(found.filter(isNews));
  }

  offer([typed, ...rest]) {
    if (!typed) {
      this.bar.clear();
      return;
    }
    this.bar.offer(typed.at, {
      restore: () => this.restore(typed),
      discard: () => {
        this.drafts.drop([typed.id]).catch(() => {});
        this.offer(rest);
      },
    });
  }

  restore(typed) {
    fill(this.form, typed.values);
    this.base = typed.base;
    this.restored.push(typed.id);
    const changedMeanwhile = !alike(typed.base, this.served);
    for (const field of guards(this.form)) {
      const before = typed.guards.find(([name]) => name === field.name);
      // An answer that is newer on the site is not overwritten: it sees what this text was written on.
      if (before && (changedMeanwhile || field.dataset.draftGuard === "always")) field.value = before[1];
    }
    this.bar.restored();
    const first = fields(this.form)[0];
    if (first) first.focus();
  }

  // The site has it. What another tab keeps of the same page stays.
  async delivered() {
    this.stop();
    await this.drafts?.drop([this.drafts.id(this.page, this.tab), ...this.restored]).catch(() => {});
  }

  stop() {
    this.over = true;
    clearTimeout(this.timer);
  }
}

export class Forms {
  constructor(element) {
    this.bar = new Bar(element);
    this.caseId = element.dataset.case;
    const { key, held } = element.dataset;
    this.drafts = null;
    if (key && isPossible()) {
      this.drafts = new Drafts(this.caseId, key);
      purge(held.split(" ")).catch(() => {});
    } else {
      forget(this.caseId).catch(() => {});
    }
    this.all = [];
    this.seen = new WeakSet();
  }

  // `mayDrop`: the page came from the site as it is, so that a record that says the same is out of date.
  take(root, mayDrop = true) {
    for (const form of root.querySelectorAll("form[data-draft]")) {
      if (this.seen.has(form)) continue;
      this.seen.add(form);
      const kept = new Kept(form, this.drafts, this.bar);
      this.all.push(kept);
      if (this.drafts) kept.start(mayDrop);
      if (!isSentByHtmx(form)) new Sending(form, this.bar, kept).start();
    }
  }

  // The parts of a letter's page: what was in a form that htmx takes away was sent, or given up by Cancel.
  watchParts() {
    let pressed = null;
    const good = (detail) => detail.xhr.status < 300;
    document.addEventListener("submit", (event) => {
      pressed = event.submitter;
    });
    document.addEventListener("htmx:beforeSwap", ({ detail }) => {
      for (const kept of this.all) {
        if (!good(detail) || !detail.target.contains(kept.form)) continue;
        kept.delivered();
        this.bar.clear();
      }
    });
    document.addEventListener("htmx:afterSwap", ({ detail }) => this.take(document, good(detail)));
    document.addEventListener("htmx:sendError", async ({ detail }) => {
      const kept = this.all.find((each) => each.form === detail.requestConfig.elt);
      if (!kept) return;
      // htmx learns from the click which button it was.
      const again = () => pressed.click();
      this.bar.offline({ kept: await kept.now(), byItself: false, again });
    });
  }

  flush() {
    for (const kept of this.all) if (!alike(valuesOf(kept.form), kept.served)) kept.now();
  }

  // Another tab left, or erased the case: nothing is written any more.
  stop() {
    for (const kept of this.all) kept.stop();
    this.drafts = null;
  }
}

export function startDrafts(element) {
  const forms = new Forms(element);
  forms.take(document);
  forms.watchParts();
  onForgetting((caseId) => {
    if (!caseId || caseId === forms.caseId) forms.stop();
  });
  // A page that a browser kept whole shows what was, not what is; and the visit may be over.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms.flush();
  });
  return forms;
}
