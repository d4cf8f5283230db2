package io.github.azuredevopsconnector;

import org.jspecify.annotations.Nullable;

/**
 * Refuses objects that no constructor created. Some serializers, such as Gson, allocate an object without calling a
 * constructor, so its transient fields are null.
 */
final class Constructed {

    private Constructed() {}

    /** Returns the value of a transient field that every constructor sets. */
    static <T> T require(@Nullable T field) {
        if (field == null) {
            throw new IllegalStateException("a serializer created this object without calling its constructor; "
                    + "create it through the library instead");
        }
        return field;
    }
}
