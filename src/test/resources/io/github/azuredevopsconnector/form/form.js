'use strict';
// The form works without this script. With it, the token stays in its field until the form is connected, the button shows
// that it is busy or how long to wait, and the token can be shown.

let countdown;

function start() {
  const form = document.querySelector('form');
  if (form) {
    form.addEventListener('submit', event => {
      event.preventDefault();
      submit(form);
    });
    const toggle = form.querySelector('.toggle');
    toggle.hidden = false;
    toggle.addEventListener('click', () => showToken(form, form.personalAccessToken.type === 'password'));
    wait(form);
  }
  const focus = document.querySelector('main [autofocus]');
  if (focus) {
    focus.focus();
    focus.select?.(); // so that a paste replaces what is wrong
  }
}

function showToken(form, shown) {
  const toggle = form.querySelector('.toggle');
  form.personalAccessToken.type = shown ? 'text' : 'password';
  toggle.textContent = shown ? 'Hide' : 'Show';
  toggle.setAttribute('aria-label', shown ? 'Hide token' : 'Show token');
}

async function submit(form) {
  if (form.getAttribute('aria-busy') === 'true') {
    return;
  }
  const entered = new FormData(form);
  const button = form.querySelector('[type=submit]');
  showToken(form, false);
  form.setAttribute('aria-busy', 'true');
  button.disabled = true;
  form.querySelector('.status').textContent = 'Connecting…';
  try {
    const answer = await fetch('/', {method: 'POST', body: new URLSearchParams(entered), redirect: 'manual'});
    if (answer.type === 'opaqueredirect') {
      location.assign('/connected');
      return;
    }
    await show(answer, token => entered.get(token.dataset.from) ?? '');
  } catch {
    form.setAttribute('aria-busy', 'false');
    button.disabled = false;
    button.focus();
    form.querySelector('.status').textContent = 'The server did not respond. Try again.';
  }
}

/** Shows the form of an answer. The token comes from this page, because no answer contains it. */
async function show(answer, token) {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const form = page.querySelector('main form');
  page.querySelectorAll('noscript').forEach(hint => hint.remove());
  form.personalAccessToken.value = token(form.personalAccessToken);
  document.title = page.title;
  document.querySelector('main').replaceWith(page.querySelector('main'));
  start();
}

/** Counts down in the button until Azure DevOps may be asked again. */
function wait(form) {
  clearInterval(countdown);
  const button = form.querySelector('[type=submit]');
  const label = button.textContent;
  const end = Date.now() + button.dataset.wait * 1000;
  const update = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    button.disabled = seconds > 0;
    button.textContent = seconds > 0 ? `${label} in ${duration(seconds)}` : label;
    if (seconds <= 0) {
      clearInterval(countdown);
      form.querySelector('.status').textContent = 'You can try again now.';
    }
  };
  if (Number(button.dataset.wait) > 0) {
    countdown = setInterval(update, 1000);
    update();
  }
}

function duration(seconds) {
  if (seconds < 100) {
    return `${seconds} s`;
  }
  return seconds < 6000 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

for (const example of document.querySelectorAll('aside a')) {
  example.addEventListener('click', async event => {
    event.preventDefault();
    await show(await fetch(example.href), () => example.closest('ul').dataset.token);
    history.replaceState(null, '', '/');
    document.querySelector('[type=submit]').focus();
  });
}
addEventListener('pageshow', event => event.persisted && location.reload()); // because a form is accepted only once
start();
