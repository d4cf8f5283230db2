package io.github.azuredevopsconnector;

import java.util.Optional;
import java.util.UUID;

/**
 * Reads GUIDs in the form that Azure DevOps writes. {@link UUID#fromString} alone would accept {@code 1-1-1-1-1}.
 */
final class Guid {

    /** The user id that Azure DevOps sends to an unknown caller. */
    static final UUID ANONYMOUS = UUID.fromString("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");

    static final UUID NIL = new UUID(0, 0);

    private Guid() {}

    static Optional<UUID> parse(String guid) {
        try {
            return Optional.of(UUID.fromString(guid)).filter(id -> id.toString().equalsIgnoreCase(guid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
