package io.github.azuredevopsconnector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object down to a fixed depth, found by JSON Pointers such as {@code /value/Message},
 * without escapes or indexes. The contents of arrays are skipped.
 *
 * <p>Reads a stream of tokens, and skips members that are nested too deeply or have a long name. So the cost of a
 * hostile document is proportional to its length. If the document is truncated or malformed, the members before the
 * defect are kept. If a member occurs twice, the last one counts.
 */
final class JsonMembers {

    /** The depth of {@code /authenticatedUser/properties/Account/$value}, the deepest member that is read. */
    private static final int MAX_DEPTH = 4;

    /** About twice the length of the longest name that is read. */
    private static final int MAX_NAME_LENGTH = 40;

    /**
     * Turns off Jackson's symbol table, because it fails if many names have the same hash, and its thread-local
     * buffers, because the library's threads soon end.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .build();

    /** Each value is a String, the Map of an object, the Integer 0, or the first token of any other value. */
    private final Map<String, Object> members = new HashMap<>();

    private boolean wellFormed;

    private JsonMembers() {}

    static JsonMembers read(String text) {
        JsonMembers document = new JsonMembers();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(parser, document.members, 1);
                document.wellFormed = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            }
        } catch (IOException e) {
            return document; // the exception is not used, because its message quotes the document
        }
        return document;
    }

    private static void readObject(JsonParser parser, Map<String, Object> members, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == null || name.length() > MAX_NAME_LENGTH) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
                Map<String, Object> object = new HashMap<>();
                members.put(name, object);
                readObject(parser, object, depth + 1);
            } else {
                members.put(name, valueOf(parser, value));
            }
        }
    }

    private static Object valueOf(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getText().equals("0")) {
            return 0;
        }
        parser.skipChildren();
        return value;
    }

    /** Returns whether the whole document is one JSON object. */
    boolean wellFormed() {
        return wellFormed;
    }

    /** Returns the string at a pointer, or empty if there is none. */
    Optional<String> string(String pointer) {
        return Optional.ofNullable(member(pointer))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    boolean hasNumber(String pointer) {
        return hasZero(pointer)
                || member(pointer) == JsonToken.VALUE_NUMBER_INT
                || member(pointer) == JsonToken.VALUE_NUMBER_FLOAT;
    }

    boolean hasZero(String pointer) {
        return Integer.valueOf(0).equals(member(pointer));
    }

    boolean hasArray(String pointer) {
        return member(pointer) == JsonToken.START_ARRAY;
    }

    private @Nullable Object member(String pointer) {
        Object member = members;
        for (String name : pointer.substring(1).split("/", -1)) {
            member = member instanceof Map ? ((Map<?, ?>) member).get(name) : null;
        }
        return member;
    }
}
