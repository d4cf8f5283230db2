package io.github.azuredevopsconnector.form;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The forms that one browser may submit, each once, and the result that it has not shown yet. No other site can submit
 * a form, because it does not know the form's CSRF token. Thread-safe.
 */
final class Session {

    /** More forms than anybody opens in tabs. */
    private static final int FORMS = 50;

    /** The value of the cookie. */
    final String id;

    /** Held during a submission, so that a second one waits for the result of the first. */
    final Lock submitting = new ReentrantLock();

    private final Set<String> csrfTokens = Collections.newSetFromMap(Sessions.limited(FORMS));
    private Optional<Html> result = Optional.empty();

    Session(String id) {
        this.id = id;
    }

    /** Returns the CSRF token of a new form. */
    synchronized String newCsrfToken() {
        String token = Sessions.newSecret();
        csrfTokens.add(token);
        return token;
    }

    /** Returns whether a form with this CSRF token may be submitted. Returns true only once for each token. */
    synchronized boolean accept(String csrfToken) {
        return csrfTokens.remove(csrfToken);
    }

    /** Keeps the page to show after the redirect. */
    synchronized void keep(Html page) {
        result = Optional.of(page);
    }

    synchronized boolean hasResult() {
        return result.isPresent();
    }

    /** Returns the page that was kept, once. */
    synchronized Optional<Html> takeResult() {
        Optional<Html> taken = result;
        result = Optional.empty();
        return taken;
    }
}
