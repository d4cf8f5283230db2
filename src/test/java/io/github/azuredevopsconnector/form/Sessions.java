package io.github.azuredevopsconnector.form;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of the browsers, by the value of their cookie. Thread-safe. */
final class Sessions {

    private static final int LIMIT = 1_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Session> sessions = limited(LIMIT);

    /** Returns a new session. If there are too many, it replaces the least recently used one. */
    synchronized Session open() {
        Session session = new Session(newSecret());
        sessions.put(session.id, session);
        return session;
    }

    synchronized Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Returns a random secret of 256 bits as 43 characters. */
    static String newSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return ENCODER.encodeToString(bytes);
    }

    /** Returns a map that removes the least recently used entry if there are too many. */
    static <V> Map<String, V> limited(int limit) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > limit;
            }
        };
    }
}
