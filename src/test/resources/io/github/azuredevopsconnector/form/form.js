'use strict';
// The form works without this script, which adds: the button shows that it is working, and an example keeps the token.

const form = document.querySelector('form');

function showProgress(busy) {
  form.setAttribute('aria-busy', busy);
  form.querySelector('.progress').textContent = busy ? 'Connecting…' : '';
}

if (form) {
  form.addEventListener('submit', () => showProgress(true));
  addEventListener('pageshow', () => showProgress(false)); // also after a return to this page
  for (const example of document.querySelectorAll('a[data-url]')) {
    example.addEventListener('click', event => {
      event.preventDefault();
      form.organizationUrl.value = example.dataset.url;
      form.organizationUrl.focus();
    });
  }
}
