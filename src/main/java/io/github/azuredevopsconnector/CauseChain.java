package io.github.azuredevopsconnector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure and its causes, from the outside in: which of them stands on top differs from JDK to JDK. */
final class CauseChain {

    /** A client of the application can make a chain that is a circle. */
    private static final int LONGEST = 20;

    private final List<Throwable> links = new ArrayList<>();

    CauseChain(Throwable failure) {
        int length = 0;
        for (Throwable link = failure; link != null && length < LONGEST; link = causeOf(link)) {
            length++;
            if (!(link instanceof CompletionException) || causeOf(link) == null) { // a future's wrapping says nothing
                links.add(link);
            }
        }
    }

    private static @Nullable Throwable causeOf(Throwable link) {
        try {
            return link.getCause();
        } catch (RuntimeException | Error e) { // an exception of the application's own
            return null;
        }
    }

    boolean has(Class<? extends Throwable> type) {
        return links.stream().anyMatch(type::isInstance);
    }

    /** Tells whether a failure of a type has this message. */
    boolean has(Class<? extends Throwable> type, String message) {
        return read(type, text -> Optional.of(text).filter(message::equals)).isPresent();
    }

    /** Returns what can be read in the message of a failure of a type, the first of them. */
    <T> Optional<T> read(Class<? extends Throwable> type, Function<String, Optional<T>> reader) {
        return links.stream()
                .filter(type::isInstance)
                .flatMap(link -> messageOf(link).flatMap(reader).stream())
                .findFirst();
    }

    private static Optional<String> messageOf(Throwable link) {
        try {
            return Optional.ofNullable(link.getMessage());
        } catch (RuntimeException | Error e) {
            return Optional.empty();
        }
    }

    /** Returns the names of the classes: messages quote what the peer sent, or whatever the application likes. */
    String classNames() {
        return links.stream().map(link -> link.getClass().getName()).collect(Collectors.joining(" <- "));
    }

    StackTraceElement[] stackTrace() {
        return links.isEmpty() ? new StackTraceElement[0] : links.get(0).getStackTrace();
    }
}
