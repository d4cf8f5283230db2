package io.github.azuredevopsconnector;

import java.util.Optional;
import java.util.UUID;

/** Reads GUIDs in the one form that the service writes; {@link UUID#fromString} alone accepts {@code 1-1-1-1-1}. */
final class Guid {

    static final int LENGTH = 36;

    private Guid() {}

    static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? text.charAt(i) != '-' : !AsciiSet.HEX_DIGITS.contains(text.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(UUID.fromString(text));
    }
}
