package io.github.azuredevopsconnector;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text with which the service explains a refusal, in the header {@code X-TFS-ServiceError} and in the body. In the
 * body, it is one of three members of a JSON object, the title of an HTML page, or plain text. The text is searched,
 * but never shown.
 */
final class ErrorText {

    private static final List<String> MESSAGES = List.of("/message", "/Message", "/value/Message");

    private static final Pattern ANY_CODE = Pattern.compile("(?:TF|VS)[0-9]+:");

    /** {@code TF400813: The user '5a1d…' is not authorized to access this resource.} Double quotes occur, too. */
    private static final Pattern QUOTED_USER = Pattern.compile("TF400813:[^'\"]*\\s(['\"])(.*?)\\1.*", Pattern.DOTALL);

    /** What is quoted if there is no user: the anonymous identity, the nil GUID, or nothing. */
    private static final Pattern NO_USER =
            Pattern.compile("(?:([a0])\\1{7}-(?:\\1{4}-){3}\\1{12}(?:\\\\.*)?)?", Pattern.CASE_INSENSITIVE);

    private final String header;
    private final String body;

    private ErrorText(String header, String body) {
        this.header = header;
        this.body = body;
    }

    static ErrorText of(Answer answer, Body body) {
        return new ErrorText(
                answer.header("X-TFS-ServiceError").map(ErrorText::decodeForm).orElse(""), messageOf(body));
    }

    /** Returns whether a phrase occurs in the header. */
    boolean saysInHeader(Pattern phrase) {
        return phrase.matcher(header).find();
    }

    /** Returns whether a phrase occurs in the body's message. */
    boolean saysInBody(Pattern phrase) {
        return phrase.matcher(body).find();
    }

    /**
     * Returns whether one of the texts begins with an error code, such as {@code TF400813}. A page that quotes a code
     * elsewhere does not count.
     */
    boolean hasCode(String code) {
        return anyText(text -> text.startsWith(code + ':'));
    }

    /**
     * Returns whether one of the texts says that the organization was stopped because it was inactive. Other reasons do
     * not count, because Microsoft has lifted such suspensions itself after hours or days. The organization's name
     * precedes the reason and is not searched, because it may contain the same word.
     */
    boolean isStoppedForInactivity() {
        return anyText(text -> text.startsWith("TF24668:")
                && reasonOf(text).toLowerCase(Locale.ROOT).contains("inactiv"));
    }

    /**
     * Returns the text from {@code Administrator Reason:} on. Without that label, returns it from the first period on.
     */
    private static String reasonOf(String text) {
        int label = text.indexOf("Administrator Reason:");
        int start = label < 0 ? text.indexOf('.') : label;
        return start < 0 ? "" : text.substring(start);
    }

    /** Returns whether one of the texts begins with any error code of the service. */
    boolean hasAnyCode() {
        return anyText(text -> ANY_CODE.matcher(text).lookingAt());
    }

    /**
     * Returns whether {@code TF400813} quotes a user. The service then knows the user, but denies access. If the user
     * is empty or anonymous, the service does not know the caller, as with a plain 401.
     */
    boolean namesUser() {
        return anyText(text -> {
            Matcher user = QUOTED_USER.matcher(text);
            return user.matches() && !NO_USER.matcher(user.group(2)).matches();
        });
    }

    private boolean anyText(Predicate<String> property) {
        return Stream.of(header, body).anyMatch(property);
    }

    private static String messageOf(Body body) {
        for (String pointer : MESSAGES) {
            Optional<String> message = body.json().string(pointer);
            if (message.isPresent()) {
                return message.get().stripLeading();
            }
        }
        if (body.isHtml()) {
            return body.title();
        }
        return body.isObject() ? "" : body.text();
    }

    private static String decodeForm(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
