package io.github.azuredevopsconnector.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Markup in which all text is escaped. Immutable. */
final class Html {

    static final Html EMPTY = new Html("");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Returns trusted markup, which is not escaped. */
    static Html constant(String markup) {
        return new Html(markup);
    }

    /**
     * Returns escaped external text in {@code <bdi>}, so that its text direction does not affect the text around it.
     */
    static Html isolated(String text) {
        return new Html("<bdi>" + escape(text) + "</bdi>");
    }

    static Html join(Collection<Html> parts) {
        return new Html(parts.stream().map(Html::toString).collect(Collectors.joining()));
    }

    /**
     * Returns a template, which is a resource of this package, with its placeholders filled in.
     *
     * @param values the value of each placeholder: a string, which is escaped, or an {@code Html}, which is not
     */
    static Html template(String name, Map<String, ?> values) {
        Matcher placeholder = PLACEHOLDER.matcher(resource(name));
        return new Html(placeholder.replaceAll(match -> {
            Object value = Objects.requireNonNull(values.get(match.group(1)), match.group());
            return Matcher.quoteReplacement(value instanceof Html ? value.toString() : escape((String) value));
        }));
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Escapes text for an element or a quoted attribute. Control characters become spaces, and bidirectional control
     * characters are left out.
     */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().filter(c -> !isDirectional(c)).forEach(c -> {
            if (c == '&') {
                escaped.append("&amp;");
            } else if (c == '<') {
                escaped.append("&lt;");
            } else if (c == '>') {
                escaped.append("&gt;");
            } else if (c == '"') {
                escaped.append("&quot;");
            } else if (c == '\'') {
                escaped.append("&#39;");
            } else {
                escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }

    /** Returns whether Unicode gives the character the property Bidi_Control. */
    private static boolean isDirectional(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public String toString() {
        return markup;
    }
}
