package io.github.azuredevopsconnector.recipes;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Decides when to warn the owner of a token that the token will expire soon. */
final class TokenExpiry {

    private TokenExpiry() {}

    /**
     * Returns how many days ahead the due warning is: 14, 7 or 1. Returns empty if none is due. Call this method once a
     * day. If a day is skipped, the warning is late, but not lost.
     *
     * @param lastWarning what this method returned for the last warning about this token, or empty if there was none
     */
    static OptionalInt dueWarning(LocalDate today, LocalDate expiresOn, OptionalInt lastWarning) {
        long daysLeft = ChronoUnit.DAYS.between(today, expiresOn);
        if (daysLeft < 0) { // the nightly check finds a token that has expired
            return OptionalInt.empty();
        }
        return IntStream.of(1, 7, 14)
                .filter(daysAhead -> daysLeft <= daysAhead)
                .limit(1)
                .filter(daysAhead -> daysAhead < lastWarning.orElse(Integer.MAX_VALUE))
                .findFirst();
    }
}
