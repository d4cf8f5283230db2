package io.github.azuredevopsconnector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The decoded body of a response: its text without a byte order mark, its JSON members, and its title. */
final class Body {

    private final String text;
    private final boolean whole;
    private final boolean readable;
    private final JsonMembers json;
    private final String title;

    private Body(byte[] bytes, boolean whole, boolean readable) {
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        this.text = (decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded).stripLeading();
        this.whole = whole;
        this.readable = readable;
        this.json = JsonMembers.read(text);
        this.title = title(text);
    }

    /**
     * Reads the body of a response. Some proxies compress it with gzip, although the request did not ask for that.
     * {@link Answer#BODY_LIMIT} applies to the decoded bytes, too.
     */
    static Body of(Answer answer) {
        List<String> codings = answer.headers().allValues("Content-Encoding");
        switch (String.join(",", codings).strip().toLowerCase(Locale.ROOT)) {
            case "":
            case "identity":
                return new Body(answer.body(), !answer.truncated(), true);
            case "gzip":
            case "x-gzip": // RFC 9110 section 8.4.1.3
                return unzip(answer);
            default:
                return new Body(new byte[0], false, false);
        }
    }

    private static Body unzip(Answer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean whole = !answer.truncated();
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            byte[] chunk = new byte[8 * 1024];
            for (int count = unzipped.read(chunk); count >= 0; count = unzipped.read(chunk)) {
                int room = Answer.BODY_LIMIT - bytes.size();
                bytes.write(chunk, 0, Math.min(count, room));
                if (count > room) {
                    whole = false;
                    break;
                }
            }
        } catch (IOException e) { // the end is missing or damaged, and the bytes before it are kept
            whole = false;
        }
        return new Body(bytes.toByteArray(), whole, true);
    }

    /** Returns the text, or the part that was read, without leading white space. */
    String text() {
        return text;
    }

    /** Returns whether the whole body was read. */
    boolean isWhole() {
        return whole;
    }

    /** Returns whether the body's content coding can be decoded. */
    boolean isReadable() {
        return readable;
    }

    JsonMembers json() {
        return json;
    }

    boolean isHtml() {
        return text.startsWith("<");
    }

    /** Returns whether the body begins like a JSON object. */
    boolean isObject() {
        return text.startsWith("{");
    }

    /**
     * Returns the title of an HTML page, in which the service repeats an error, or an empty string if there is none.
     */
    String title() {
        return title;
    }

    private static String title(String html) {
        int tag = html.startsWith("<") ? indexOfIgnoreCase(html, "<title") : -1;
        int start = tag < 0 ? -1 : html.indexOf('>', tag);
        if (start < 0) {
            return "";
        }
        int end = html.indexOf('<', start);
        return html.substring(start + 1, end < 0 ? html.length() : end)
                .strip()
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"");
    }

    /** Takes linear time, unlike a regular expression for the title of a hostile page. */
    private static int indexOfIgnoreCase(String text, String wanted) {
        for (int i = 0; i <= text.length() - wanted.length(); i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }
}
