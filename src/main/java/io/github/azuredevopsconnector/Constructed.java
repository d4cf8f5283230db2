package io.github.azuredevopsconnector;

import org.jspecify.annotations.Nullable;

/**
 * Refuses objects that no constructor made. Some serializers, such as Gson, allocate an object without calling a
 * constructor, so its transient fields are null.
 */
final class Constructed {

    private Constructed() {}

    /** Returns the value of a transient field that every constructor sets. */
    static <T> T require(@Nullable T field) {
        if (field == null) {
            throw new IllegalStateException(
                    "a serializer made this object without its constructor; create it with its static factory method");
        }
        return field;
    }
}
