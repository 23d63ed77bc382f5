// Passkeys (Web Authentication): the browser's own dialog behind a button. Its answer goes into the form, which is then sent like any other.
const words = {
  NotAllowedError: 'The browser gave no passkey. Try again, or go another way.',
  InvalidStateError: 'This device has a passkey of yours already.',
  NotSupportedError: 'This device cannot make a passkey that this site takes.',
  SecurityError: 'The browser does not allow passkeys at this address.',
};

async function ask(form) {
  const options = JSON.parse(form.dataset.options);
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  const [answer, button, told] = [form.elements.Answer, form.querySelector('button'), form.querySelector('[role=status]')];
  // A browser that goes back shows the form as it was sent.
  answer.value = '';
  form.addEventListener('submit', async event => {
    if (answer.value) return;
    event.preventDefault();
    told.textContent = '';
    button.disabled = true;
    try {
      answer.value = JSON.stringify(await ask(form));
      form.requestSubmit();
    } catch (error) {
      told.textContent = words[error.name] ?? 'The passkey did not work: ' + error.message;
    }
    button.disabled = false;
  });
}
