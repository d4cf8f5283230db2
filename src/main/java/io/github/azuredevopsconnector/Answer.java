package io.github.azuredevopsconnector;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to one request: a response with the part of its body that was read, or the failure to get a response. */
final class Answer {

    /** The maximum number of bytes that are read from a body. A typical body has about one hundredth of that. */
    static final int BODY_LIMIT = 256 * 1024;

    private static final Duration MAX_WAIT = Duration.ofDays(1);

    private final int status;
    private final @Nullable HttpHeaders headers;
    private final byte[] body;
    private final boolean truncated;
    private final @Nullable Throwable failure;

    private Answer(
            int status, @Nullable HttpHeaders headers, byte[] body, boolean truncated, @Nullable Throwable failure) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.truncated = truncated;
        this.failure = failure;
    }

    static Answer response(int status, HttpHeaders headers, byte[] body, boolean truncated) {
        return new Answer(status, headers, body, truncated, null);
    }

    static Answer failure(Throwable failure) {
        return new Answer(0, null, new byte[0], true, failure);
    }

    /** Returns why there is no response, or empty if there is one. The other accessors describe the response. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    int status() {
        return status;
    }

    /** Returns the first value of a header. */
    Optional<String> header(String name) {
        return headers().firstValue(name);
    }

    HttpHeaders headers() {
        return Objects.requireNonNull(headers, "a failure has no headers");
    }

    byte[] body() {
        return body;
    }

    /** Returns whether the body had, or may have had, more bytes than were read. */
    boolean truncated() {
        return truncated;
    }

    /**
     * Returns how long to wait, at most one day, or empty if the header is missing or malformed, or its date has
     * passed. Reads {@code Retry-After = HTTP-date / delay-seconds} (RFC 9110, section 10.2.3), without the obsolete
     * formats of dates.
     */
    Optional<Duration> retryAfter() {
        return header("Retry-After").map(String::strip).flatMap(Answer::delay);
    }

    private static Optional<Duration> delay(String value) {
        if (!value.isEmpty() && AsciiSet.DIGITS.containsAll(value)) {
            String digits = value.replaceFirst("^0+(?=.)", "");
            return Optional.of(digits.length() > 5 ? MAX_WAIT : atMostADay(Duration.ofSeconds(Long.parseLong(digits))));
        }
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return Optional.of(Duration.between(Instant.now(), date))
                    .filter(delay -> !delay.isNegative())
                    .map(Answer::atMostADay);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Duration atMostADay(Duration delay) {
        return delay.compareTo(MAX_WAIT) < 0 ? delay : MAX_WAIT;
    }
}
