import { actOn, busily, post, say } from './acts.client.js';
import { follow, toBottom } from './live.client.js';
import { writeTimes } from './time.client.js';

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act], [data-post]');
  for (const menu of document.querySelectorAll('details[data-menu][open]'))
    if (!menu.contains(event.target) || target) menu.open = false;
  if (event.target.id === 'toast') say('');
  if (!target) return;
  if (target.dataset.act !== undefined)
    void actOn(target, target.dataset.option === undefined ? [] : [['option', target.dataset.option]]);
  else
    void busily(target, () =>
      post(
        target.dataset.post,
        JSON.parse(target.dataset.fields ?? '{}'),
        target.closest('form')?.querySelector('.notice') ?? undefined,
      ),
    );
});

document.addEventListener('change', (event) => {
  const { target } = event;
  if (target.id === 'who') return void post('/act/who', { user: target.value }).then(() => location.reload());
  const element = target.closest('[data-dispatch]');
  if (!element) return;
  void actOn(element, chosenIn(element, target));
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.matches('[data-composer]')) void sendMessage(form);
  else if (form.matches('[data-view]')) void busily(form, () => post('/act/slack/view/submit', fieldsOf(form)));
  else if (form.dataset.form) void post(form.dataset.form, fieldsOf(form)).then((ok) => ok && emptied(form));
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]'))
    document.querySelector('[data-dismiss]')?.click();
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  if (!event.target.matches('[data-composer] textarea')) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener('input', (event) => {
  const form = event.target.closest('[data-draft]');
  if (!form || event.target.tagName !== 'TEXTAREA') return;
  sessionStorage.setItem(`draft ${form.dataset.draft}`, event.target.value);
  grow(event.target);
});

// a menu near the lower edge opens upwards
document.addEventListener(
  'toggle',
  (event) => {
    if (!event.target.matches('details[data-menu][open]')) return;
    const menu = event.target.querySelector('.menu');
    const edge = event.target.closest('[data-scroller], .modal-body')?.getBoundingClientRect().bottom ?? innerHeight;
    menu.classList.toggle('menu-up', menu.getBoundingClientRect().bottom > edge);
  },
  true,
);

document.addEventListener('refreshed', guardModal);

async function sendMessage(form) {
  const box = form.querySelector('textarea');
  const text = box.value;
  const fields = fieldsOf(form);
  emptied(form);
  say(text.startsWith('/') ? `${text.split(' ')[0]} …` : '', form.querySelector('.notice'));
  const ok = await post('/act/slack/say', fields, form.querySelector('.notice'));
  if (ok) return toBottom(form.closest('.pane').querySelector('[data-scroller]'));
  if (box.value === '') box.value = text;
  grow(box);
}

function emptied(form) {
  const box = form.querySelector('textarea');
  box.value = '';
  sessionStorage.removeItem(`draft ${form.dataset.draft}`);
  grow(box);
}

function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, 240)}px`;
}

/** Slack wants unix seconds of a moment that was picked in the reader's zone. */
function fieldsOf(form) {
  const fields = new URLSearchParams(new FormData(form));
  for (const picker of form.querySelectorAll('input[data-unix]')) fields.set(picker.name, unixOf(picker));
  return fields;
}

function unixOf(picker) {
  return picker.value === '' ? '' : String(Math.floor(new Date(picker.value).getTime() / 1000));
}

/** What is chosen now, as form fields: boxes give everything that is ticked, the others their one value. */
function chosenIn(element, target) {
  if (target.type !== 'checkbox')
    return [['option', target.dataset.unix === undefined ? target.value : unixOf(target)]];
  return [['holds_many', 'yes'], ...[...element.querySelectorAll('input:checked')].map((box) => ['option', box.value])];
}

/** While a modal is open, nothing behind it takes part; a new one takes the focus. */
let openView;
function guardModal() {
  const modal = document.querySelector('[data-view]');
  for (const part of document.querySelectorAll('.top, .frame')) part.inert = modal !== null;
  if (modal?.dataset.view !== openView)
    (
      modal?.querySelector('[autofocus]') ??
      modal?.querySelector('.modal-body :is(input, textarea, select, button)') ??
      modal?.querySelector('.modal-foot button')
    )?.focus();
  openView = modal?.dataset.view;
}

for (const form of document.querySelectorAll('[data-draft]')) {
  const box = form.querySelector('textarea');
  box.value = sessionStorage.getItem(`draft ${form.dataset.draft}`) ?? '';
  if (box.value !== '') grow(box);
}
writeTimes(document);
for (const scroller of document.querySelectorAll('[data-scroller]'))
  if (scroller.querySelector('.messages')) toBottom(scroller);
document.querySelector(`[data-ts="${CSS.escape(location.hash.slice(1))}"]`)?.scrollIntoView({ block: 'center' });
guardModal();
follow();
setInterval(() => writeTimes(document), 30_000);
addEventListener('pageshow', (event) => event.persisted && follow());
