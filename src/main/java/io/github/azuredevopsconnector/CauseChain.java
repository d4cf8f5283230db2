package io.github.azuredevopsconnector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A failure and all its causes, beginning with the failure. JDKs differ in the order of these exceptions. */
final class CauseChain {

    /** The maximum length, because the chain of a custom client's exception can be circular. */
    private static final int MAX_LENGTH = 20;

    /** The JDK's message if a proxy does not answer CONNECT with status 200. */
    private static final Pattern REFUSAL_OF_TUNNEL = Pattern.compile("^Tunnel failed, got: ([0-9]{3})$");

    private final List<Throwable> links = new ArrayList<>();

    CauseChain(Throwable failure) {
        int length = 0;
        for (Throwable link = failure; link != null && length < MAX_LENGTH; link = causeOf(link)) {
            length++;
            if (!(link instanceof CompletionException)
                    || causeOf(link) == null) { // skips the wrapper that a future adds
                links.add(link);
            }
        }
    }

    private static @Nullable Throwable causeOf(Throwable link) {
        return tryGet(link::getCause).orElse(null);
    }

    boolean has(Class<? extends Throwable> type) {
        return links.stream().anyMatch(type::isInstance);
    }

    /** Returns whether the chain has an exception of this type with exactly this message. */
    boolean has(Class<? extends Throwable> type, String message) {
        return messages(type).anyMatch(message::equals);
    }

    /** Returns the status with which a proxy refused to connect, or empty if none did. */
    Optional<String> refusalOfTunnel() {
        return find(IOException.class, REFUSAL_OF_TUNNEL);
    }

    /** Searches the messages of all exceptions of this type. Returns the pattern's first group in the first match. */
    Optional<String> find(Class<? extends Throwable> type, Pattern pattern) {
        return messages(type)
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private Stream<String> messages(Class<? extends Throwable> type) {
        return links.stream().filter(type::isInstance).flatMap(link -> tryGet(link::getMessage).stream());
    }

    /**
     * Calls a method of an exception, or returns empty if it throws. A custom exception's method can throw anything.
     */
    private static <T> Optional<T> tryGet(Supplier<? extends @Nullable T> method) {
        try {
            return Optional.ofNullable(method.get());
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    /** Returns the names of the classes without the messages, which may quote what the peer sent. */
    String classNames() {
        return links.stream().map(link -> link.getClass().getName()).collect(Collectors.joining(" <- "));
    }

    StackTraceElement[] stackTrace() {
        return links.isEmpty()
                ? new StackTraceElement[0]
                : tryGet(links.get(0)::getStackTrace).orElse(new StackTraceElement[0]);
    }
}
