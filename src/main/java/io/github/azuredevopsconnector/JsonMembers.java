package io.github.azuredevopsconnector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The outer members of a JSON document, by their RFC 6901 pointers, but for those inside arrays.
 *
 * <p>Reads a stream of tokens and keeps nothing of what is nested deeper or has a long name, so that a hostile document
 * costs in proportion to its length. Of a document that ends too early, or goes wrong somewhere, the members before
 * that place count.
 */
final class JsonMembers {

    /** {@code /authenticatedUser/properties/Account/$value} is the deepest member that anybody asks for. */
    private static final int MAX_DEPTH = 4;

    /** Twice what the longest name that anybody asks for has. Every pointer repeats the names of all its parents. */
    private static final int MAX_NAME_LENGTH = 40;

    /** Without the caches of member names, which a stranger's documents would fill. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Map<String, String> strings = new HashMap<>();
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> arrays = new HashSet<>();
    private boolean wellFormed;

    private JsonMembers() {}

    static JsonMembers read(String text) {
        JsonMembers members = new JsonMembers();
        try (JsonParser parser = JSON.createParser(text)) {
            members.read(parser);
        } catch (IOException e) {
            // What was read so far counts. The parser's own words quote the document: they are of no use here.
            return members;
        }
        return members;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            readObject(parser, "", 1);
            wellFormed = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        }
    }

    private void readObject(JsonParser parser, String path, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.length() > MAX_NAME_LENGTH) {
                parser.skipChildren();
                continue;
            }
            String pointer = path + '/' + escape(name);
            if (value == JsonToken.VALUE_STRING) {
                strings.put(pointer, parser.getText());
            } else if (value == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
                readObject(parser, pointer, depth + 1);
            } else if (value == JsonToken.START_ARRAY) {
                arrays.add(pointer);
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else if (value != null && value.isNumeric()) {
                numbers.add(pointer);
            }
        }
    }

    /** RFC 6901 section 3. */
    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether the document is one JSON object, to its end. */
    boolean wellFormed() {
        return wellFormed;
    }

    /** The string at a pointer, or empty if there is none or something else. */
    Optional<String> string(String pointer) {
        return Optional.ofNullable(strings.get(pointer));
    }

    boolean hasNumber(String pointer) {
        return numbers.contains(pointer);
    }

    boolean hasArray(String pointer) {
        return arrays.contains(pointer);
    }
}
