package io.github.azuredevopsconnector.recipes;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Decides when to warn the owner of a token that it expires. */
final class TokenExpiry {

    private TokenExpiry() {}

    /**
     * Returns which warning is due: the one 14, 7 or 1 days ahead. Call it once a day. A day that was left out delays a
     * warning, but does not lose it.
     *
     * @param lastWarning what was returned when the owner was last warned about this token
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
