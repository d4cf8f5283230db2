package io.github.azuredevopsconnector;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the service says of a refusal: in the header {@code X-TFS-ServiceError}, and in the body: as a member of JSON of
 * three shapes, as plain text, or as the title of an HTML page. To be searched, never to be shown.
 */
final class Explanation {

    /** The identity that connection data and {@code TF400813} have for nobody. */
    static final String ANONYMOUS_ID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    private static final List<String> MESSAGES = List.of("/message", "/Message", "/value/Message");

    private final String text;

    private Explanation(String text) {
        this.text = text;
    }

    static Explanation of(Answer answer, String body, JsonMembers json) {
        String header =
                answer.header("X-TFS-ServiceError").map(Explanation::decodeForm).orElse("");
        return new Explanation(header + '\n' + messageOf(body, json));
    }

    /** Whether a phrase occurs, in whatever case. */
    boolean says(String phrase) {
        return indexOfIgnoreCase(text, phrase) >= 0;
    }

    /** Whether a code such as {@code TF400813} occurs. */
    boolean hasCode(String code) {
        int start = text.indexOf(code);
        int end = start + code.length();
        return start >= 0 && (end == text.length() || !AsciiSet.DIGITS.contains(text.charAt(end)));
    }

    /**
     * Whether {@code TF400813} quotes a user. {@code The user '' is not authorized} or the anonymous one asks who is
     * there, as a plain 401 does; any other says "you, but not here".
     */
    boolean namesSomebody() {
        return text.lines().anyMatch(line -> {
            int code = line.indexOf("TF400813");
            int quote = code < 0 ? -1 : line.indexOf(" '", code);
            return quote >= 0 && !isNobody(line.substring(quote + 2));
        });
    }

    private static boolean isNobody(String user) {
        return user.startsWith("'") || user.toLowerCase(Locale.ROOT).startsWith(ANONYMOUS_ID);
    }

    /** The title of an HTML page, which is where the service repeats an error; empty if there is none. */
    static String title(String html) {
        int tag = indexOfIgnoreCase(html, "<title");
        int start = tag < 0 ? -1 : html.indexOf('>', tag);
        if (start < 0) {
            return "";
        }
        int end = html.indexOf('<', start);
        return html.substring(start + 1, end < 0 ? html.length() : end)
                .strip()
                .replace("&#39;", "'")
                .replace("&#x27;", "'");
    }

    private static String messageOf(String body, JsonMembers json) {
        for (String pointer : MESSAGES) {
            Optional<String> message = json.string(pointer);
            if (message.isPresent()) {
                return message.get();
            }
        }
        String start = body.stripLeading();
        if (start.startsWith("<")) {
            return title(start);
        }
        return start.startsWith("{") ? "" : body;
    }

    private static String decodeForm(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static int indexOfIgnoreCase(String text, String wanted) {
        for (int i = 0; i <= text.length() - wanted.length(); i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }
}
