package io.github.azuredevopsconnector;

import java.util.Optional;
import java.util.UUID;

/**
 * Reads GUIDs in the one form that the service writes; {@link UUID#fromString} alone would accept {@code 1-1-1-1-1}.
 */
final class Guid {

    /** The id of the user that the service shows to callers whom it does not know. */
    static final UUID ANONYMOUS = UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");

    static final UUID NIL = new UUID(0, 0);

    private Guid() {}

    static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
